"""Made-up notes about lighthouses."""

CONFIG = """\
[deck]
name = "Lighthouses"
id = "lighthouses"
description = "Towers & lamps."
source_url = "https://example.org/lighthouses/blob/main"
"""

TOWERS = """\
# Towers

## What is the gallery of a lighthouse?

The walk outside the lantern room, from which the panes are cleaned.

## Why do many towers taper towards the top?

A wide foot stands up to the waves, a narrow top offers the wind less to push.

## What is a leading light?

One of two lights that a ship keeps in line to stay in the channel.
"""

LAMPS = """\
# Lamps

## How do oil lamps and electric lamps compare?

|           | Oil lamp            | Electric lamp        |
| --------- | ------------------- | -------------------- |
| Fuel      | colza or paraffin   | mains or a generator |
| Keeper    | trims the wick      | may live ashore      |
| Weakness  | soot on the lens    | a failing supply     |

## What does a Fresnel lens save?

Glass: rings of prisms bend the light as one thick lens would.
"""

NEW = """\

## Who trims the wick?

The keeper on watch, every four hours.
"""
