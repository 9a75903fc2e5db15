"""A deck with everything that cards can hold, and its preview."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PIL import Image

from deckgen.config import judge, load_config
from deckgen.pipeline import Compilation, Request, compile_project, default_paths
from deckgen.preview import Site, Subject, make_site

RIVERS = r"""# Rivers & formulas

## How long is a \( \sqrt{x^2 + y^2} \) norm?

As long as its vector. Set apart:

\[ \begin{aligned} \|x\|_2 &= \sqrt{\sum_i x_i^2} \\ &\ge 0 \end{aligned} \]

And $\operatorname*{arg\,max}_y P(y \mid x)$, or what nobody knows: $\foobar{x}$.

## What is the difference between a delta and an estuary?

|         | Delta                        | Estuary                   |
| ------- | ---------------------------- | ------------------------- |
| Made by | sediment the river drops     | the sea flooding a valley |
| Shape   | branches out `std::vector`   | widens like a funnel      |
| Formula | $a_1 < b$                    | $\frac{1}{2}$             |

## What does a map show?

![A map](img/map.png) and the sound of it: ![](img/river.mp3)

```python
def draw(x: int) -> str:
    return "{{c1::x}}" + f"<b>{x}</b>" + "}}"
```

[Far away](https://example.org/?a=1&b=2)

## Why is nothing below this?

## Who fills blanks?

The {{c1::reader::who?}} fills {{c2::blanks in $\frac{a}{b}$}}, `{{c1::code}}` stays.

## Does `</script><img src=x onerror=document.title='broken'>` show as text?

Yes: `</style></script>`, <b onclick="document.title='broken'">bold</b>
<script>document.title = "broken"</script>

And ![gone](nowhere.png).

## ما هو النهر؟

ماء يجري. 河流是流动的水。

## Which streams feed a lake?

- The northern one
- The southern one

> [!NOTE]
> A quote[^1] and ~~old~~ new.

[^1]: A footnote.
"""


def write_rivers(root: Path) -> Path:
    """Write the deck; return its root."""
    folder = root / "source" / "img"
    folder.mkdir(parents=True)
    (folder.parent / "rivers.md").write_text(RIVERS, encoding="utf-8")
    Image.linear_gradient("L").resize((900, 500)).save(folder / "map.png")
    (folder / "river.mp3").write_bytes(b"ID3\x03\x00\x00\x00\x00\x00\x0f" + bytes(200))
    return root


def compile_deck(root: Path) -> Compilation:
    """The deck of a folder, compiled as the command line does it, without the network."""
    config, _ = load_config(root)
    paths = default_paths(root, config)
    return compile_project(Request(root=root, paths=paths, config=config, now=1_700_000_000))


def preview(root: Path, *, live: bool = False) -> Site:
    """The preview of the deck of a folder."""
    compilation = compile_deck(root)
    config, _ = load_config(root)
    verdict = judge(compilation.diagnostics, compilation.sources, config)
    assert compilation.plan
    return make_site(
        Subject(
            plan=compilation.plan,
            sources=compilation.sources,
            diagnostics=verdict.diagnostics,
            live=live,
        )
    )


def read_data(site: Site, address: str) -> Any:
    """What a script of data hands to the page."""
    content = site[address]
    assert isinstance(content, bytes)
    start = f'deckgen("{address}",'
    text = content.decode()
    assert text.startswith(start)
    assert text.endswith(");\n")
    return json.loads(text[len(start) : -3])


def read_index(site: Site) -> Any:
    """What the page knows from its start."""
    (address,) = [name for name in site if name.startswith("data/index-")]
    return read_data(site, address)
