"""The preview in a real browser, from the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.preview import Site, Subject, make_site, write_site
from tests.browser import CHROMIUM, Browser
from tests.package.plans import many_notes
from tests.preview.decks import preview, read_index
from tests.render.test_hostile import FRAGMENTS, WORD

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")


@pytest.fixture
def page(site: Site, tmp_path: Path) -> Path:
    return write_site(site, tmp_path / "out")


def test_cards_are_shown_and_no_script_runs(browser: Browser, page: Path, site: Site) -> None:
    """All of them, with their styles and pictures, each frame as high as its card."""
    found = browser.ask(
        page,
        """
        for (let i = 0; i < document.body.scrollHeight; i += 400) {
          scrollTo(0, i);
          await rest(30);
        }
        const ready = (frame) => frame.contentDocument?.body?.className;
        await until(() => frames().length === 30 && frames().every(ready));
        await rest(300);
        const height = (frame) => frame.contentDocument.documentElement.offsetHeight;
        const inside = frames().map((frame) => frame.contentDocument);
        return {
          frames: frames().length,
          title: document.title,
          classes: [...new Set(inside.map((one) => one.body.className))].sort(),
          background: getComputedStyle(inside[0].body).backgroundColor,
          math: inside.flatMap((one) => [...one.querySelectorAll("math")]).length,
          drawn: inside[0].querySelector("msqrt").getBoundingClientRect().width > 20,
          pictures: inside.flatMap((one) => [...one.images]).map((one) => one.naturalWidth),
          cut: frames().filter((one) => Math.abs(one.clientHeight - height(one)) > 1).length,
          scripts: inside.flatMap((one) => [...one.querySelectorAll("script")]).length,
          sandbox: [...new Set(frames().map((one) => one.sandbox.contains("allow-scripts")))],
        };
        """,
    )

    assert found["frames"] == 2 * sum(note["cards"] for note in read_index(site)["notes"])
    assert found["title"] == "Rivers & formulas · preview"
    assert found["classes"] == ["card card1 isLin", "card card2 isLin"]
    assert found["background"] == "rgb(252, 252, 250)"
    assert found["math"] > 10
    assert found["drawn"]
    assert found["pictures"] == [900]
    assert found["cut"] == 0
    assert found["scripts"] == 0
    assert found["sandbox"] == [False]


def test_views(browser: Browser, page: Path) -> None:
    """Side, screen and mode, by their keys."""
    found = browser.ask(
        page,
        """
        const look = async () => {
          await until(() => frames()[0]?.contentDocument?.body?.className);
          const [frame] = frames();
          const { documentElement: root, body } = frame.contentDocument;
          return [
            document.querySelectorAll(".side").length, frame.clientWidth, root.className,
            body.className, getComputedStyle(body).backgroundColor,
            document.documentElement.className,
          ];
        };
        const looks = [];
        for (const key of ["f", "p", "d", "b", "p"]) { press(key); looks.push(await look()); }
        press("a");
        looks.push((await look())[0]);
        return looks;
        """,
    )
    light, dark = "rgb(252, 252, 250)", "rgb(44, 44, 44)"
    phone = "mobile android linux js"

    assert [look[0] for look in found[:5]] == [15] * 5
    assert found[5] == 30
    assert found[0][2:] == ["", "card card1 isLin", light, ""]
    assert found[1][1:] == [360, phone, "card card1", light, ""]
    assert found[2][1:] == [360, phone, "card card1 night_mode ankidroid_dark_mode", dark, "dark"]
    assert found[3] == found[2]
    assert found[4][2:] == ["night-mode", "card card1 isLin nightMode night_mode", dark, "dark"]


def test_filter(browser: Browser, page: Path) -> None:
    found = browser.ask(
        page,
        """
        const links = () => [...document.querySelectorAll("#list a")];
        const rows = () => links().map((row) => row.innerText.trim());
        const enter = async (text) => {
          document.getElementById("query").value = text;
          document.getElementById("query").dispatchEvent(new Event("input"));
          await rest(400);
          return rows();
        };
        const pick = (id, value) => {
          document.getElementById(id).value = value;
          document.getElementById(id).dispatchEvent(new Event("change"));
          return rows();
        };
        return {
          answer: await enter("NORTHERN"),
          both: await enter("delta shape"),
          none: await enter("nowhere-at-all"),
          empty: document.querySelector("#page").innerText,
          all: (await enter("")).length,
          cloze: pick("kind", "cloze"),
          notes: (pick("kind", ""), pick("finding", "note")),
          missing: (pick("kind", ""), pick("finding", "DG501")),
          shown: document.querySelectorAll("article").length,
          choices: [...document.getElementById("finding").options].map((one) => one.text),
        };
        """,
    )

    assert found["answer"] == ["Which streams feed a lake?"]
    assert found["both"] == ["What is the difference between a delta and an estuary?", "Shape"]
    assert found["none"] == []
    assert found["empty"] == "No note passes the filter."
    assert found["all"] == 11 + 1  # what gave no card is in the list too
    assert found["cloze"] == ["Made by", "Shape", "Formula", "Who fills blanks?"]
    assert found["notes"] == found["missing"]
    assert len(found["missing"]) == found["shown"] == 1
    assert found["choices"][0] == "all notes"
    assert {"warnings (2)", "DG501 (1)", "DG201 (1)"} <= {*found["choices"]}


def test_keys_lead_from_note_to_note(browser: Browser, page: Path) -> None:
    found = browser.ask(
        page,
        """
        const here = () => document.querySelector("[aria-current]").innerText.trim();
        const looks = [here()];
        for (const key of ["j", "j", "k", "n"]) { press(key); await rest(100); looks.push(here()); }
        looks.push(document.activeElement.tagName, location.hash.length > 2);
        press("?");
        looks.push(document.getElementById("help").open);
        return looks;
        """,
    )

    assert found[:4] == [
        "How long is a \\sqrt{x^2 + y^2} norm?",
        "What is the difference between a delta and an estuary?",
        "Made by",
        "What is the difference between a delta and an estuary?",
    ]
    assert found[4].startswith("Does </script>")
    assert found[5:] == ["ARTICLE", True, True]


def test_what_gave_no_card_is_grey_in_its_place(browser: Browser, page: Path) -> None:
    """On the page and in the list; its address leads there; filters know its finding."""
    found = browser.ask(
        page,
        """
        const here = document.querySelector("aside");
        const around = [here.previousElementSibling, here.nextElementSibling];
        const link = document.querySelector("#list .left-out");
        const muted = getComputedStyle(document.getElementById("count")).color;
        const row = [link.parentNode.previousElementSibling, link.parentNode.nextElementSibling];
        const grey = [here, link].map((one) => getComputedStyle(one).color === muted);
        document.getElementById("kind").value = "cloze";
        filter();
        const filtered = [document.querySelectorAll(".left-out").length];
        document.getElementById("kind").value = "";
        document.getElementById("finding").value = "DG201";
        filter();
        filtered.push(document.querySelectorAll(".left-out").length, shown.length);
        document.getElementById("finding").value = "DG501";
        filter();
        location.hash = link.getAttribute("href");
        await until(() => document.activeElement.localName === "aside");
        await rest(200);
        const top = document.activeElement.getBoundingClientRect().top;
        return {
          text: here.querySelector("pre").textContent,
          around: around.map((one) => one.querySelector("h3").textContent),
          list: row.map((one) => one.textContent),
          grey, filtered, top, size: document.getElementById("size").textContent,
          link: here.querySelector(".findings a").getAttribute("href"),
        };
        """,
    )

    assert found["text"] == "## Why is nothing below this?"
    assert found["around"] == ["What does a map show?", "Who fills blanks?"]
    assert found["list"] == found["around"]
    assert found["grey"] == [True, True]
    assert found["filtered"] == [0, 2, 0]
    assert 0 < found["top"] < 200
    assert found["size"].endswith(" cards, 1 without a card")
    assert found["link"] == "source/0.html#L30"


def test_findings_lead_to_their_line(browser: Browser, page: Path) -> None:
    found = browser.ask(
        page,
        """
        const links = [...document.querySelectorAll(".findings a")];
        const empty = document.querySelector("aside a");
        return { text: empty.innerText, href: empty.getAttribute("href"),
                 target: empty.target, count: links.length };
        """,
    )

    assert found["text"] == "source/rivers.md:30"
    assert found["href"] == "source/0.html#L30"
    assert found["target"] == "_blank"
    assert found["count"] >= 3


def test_a_narrow_window_has_nothing_beside_it(browser: Browser, page: Path) -> None:
    """At 400 pixels nothing sticks out; the list unfolds when asked."""
    found = browser.ask(
        page,
        """
        const list = document.getElementById("list");
        const before = list.offsetHeight;
        document.getElementById("contents").click();
        return { wide: document.documentElement.scrollWidth, before, after: list.offsetHeight };
        """,
        query="?screen=phone",
        width=400,
    )

    assert found["wide"] <= 400
    assert found["before"] == 0
    assert found["after"] > 100


@pytest.mark.slow
def test_hostile_text_does_nothing(browser: Browser, tmp_path: Path) -> None:
    """In questions, answers, tables and headings: on the cards and on the page around them."""
    text = "".join(
        f"## What is {i}, {' '.join(one.split())}?\n\n{one}\n\n" for i, one in enumerate(FRAGMENTS)
    )
    (tmp_path / "hostile.md").write_text(f"# <img src=x onerror=x()> {WORD}\n\n{text}", "utf-8")
    site = preview(tmp_path)
    page = write_site(site, tmp_path / "out")
    found = browser.ask(
        page,
        """
        const did = [];
        for (const name of ["x", "alert", "prompt", "confirm", "print", "onerror"]) {
          window[name] = (...given) => did.push([name, String(given[0])]);
        }
        const seen = new Set();
        for (let i = 0; i < 40 && !document.getElementById("after").disabled; i += 1) {
          for (let at = 0; at < document.body.scrollHeight; at += 1500) {
            scrollTo(0, at);
            await rest(20);
          }
          await until(() => frames().length && frames().every((one) => one.contentDocument?.body));
          for (const frame of frames()) {
            const active = frame.contentDocument.querySelectorAll("script, [onerror], [onclick]");
            for (const one of active) did.push(["card", one.outerHTML]);
          }
          for (const one of document.querySelectorAll("article")) seen.add(one.id);
          document.getElementById("after").click();
        }
        await rest(300);
        const own = [...document.querySelectorAll("#page *, #list *")].map((one) => one.localName);
        return { did, title: document.title, seen: seen.size, own: [...new Set(own)].sort() };
        """,
    )

    assert found["did"] == []
    assert found["title"] == f"{read_index(site)['project']} · preview"
    assert found["seen"] > 100
    assert set(found["own"]) <= {
        "a", "article", "aside", "b", "button", "div", "figcaption", "figure", "h2", "h3", "header",
        "i", "iframe", "li", "ol", "p", "pre", "small", "span", "ul",
    }  # fmt: skip


def test_of_ten_thousand_notes_only_those_on_screen_are_there(
    browser: Browser, tmp_path: Path
) -> None:
    """Rows, cards and data: what is not looked at costs nothing."""
    site = make_site(Subject(plan=many_notes(10_000), sources=(), diagnostics=()))
    page = write_site(site, tmp_path / "out")
    found = browser.ask(
        page,
        """
        const elements = [document.querySelectorAll("*").length];
        document.getElementById("query").value = "777";
        filter();
        const fitting = document.getElementById("count").textContent;
        document.getElementById("query").value = "";
        filter();
        goTo(7777);
        await until(() => frames(document.getElementById("note-7777")).length);
        await rest(300);
        elements.push(document.querySelectorAll("*").length);
        return {
          elements, fitting, frames: frames().length,
          loaded: [...document.scripts].filter((one) => one.src.includes("data/cards-")).length,
          here: document.querySelector("[aria-current]").textContent,
        };
        """,
    )

    assert max(found["elements"]) < 1500
    assert 2 <= found["frames"] <= 50
    assert found["loaded"] <= 3
    assert found["fitting"].endswith(" of 10,000 notes")
    assert found["here"] == "m7777"


FONTS = sorted(Path("/usr/share/fonts").rglob("*.ttf"), key=lambda path: path.stat().st_size)


@pytest.mark.skipif(not FONTS, reason="needs a font")
def test_fonts_and_pictures_of_a_theme_are_shown(browser: Browser, tmp_path: Path) -> None:
    """Some browsers let no page from the disk load a font, so fonts are in the sheet."""
    style = (
        '@font-face { font-family: "Mine"; src: url("mine.ttf"); }\n'
        ".question { background: url(wave.svg); font: 40px Mine; }\n"
    )
    wave = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 6 Q10 0 20 6"/></svg>'
    (tmp_path / "deckgen.toml").write_text('[theme]\ncss = "looks.css"\n')
    (tmp_path / "looks.css").write_text(style)
    (tmp_path / "wave.svg").write_text(wave)
    (tmp_path / "mine.ttf").write_bytes(FONTS[0].read_bytes())
    (tmp_path / "a.md").write_text("## What is a ford?\n\nA place to cross a river.\n")
    site = preview(tmp_path)
    page = write_site(site, tmp_path / "out")

    found = browser.ask(
        page,
        """
        await until(() => frames()[0].contentDocument.querySelector(".question"));
        const inside = frames()[0].contentDocument;
        await until(() => [...inside.fonts].every((one) => one.status === "loaded"));
        const seen = getComputedStyle(inside.querySelector(".question")).backgroundImage;
        const picture = new Image();
        await new Promise((done, lost) => {
          picture.onload = done;
          picture.onerror = lost;
          picture.src = seen.slice(5, -2);
        });
        return [[...inside.fonts].map((one) => one.status), picture.src.split("/").pop()];
        """,
    )

    assert found[0] == ["loaded"]
    assert 'src: url("data:font;base64,' in read_index(site)["css"]["basic"]
    assert found[1].startswith("_wave-")
    assert f"media/{found[1]}" in site
