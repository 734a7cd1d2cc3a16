"""What can be measured of how a page looks: axe's rules, and whether it fits; and pictures of it, to be looked at."""

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence

from playwright.async_api import Page

from tests.cast import Person, Spotter
from tests.stage import ROOT

Opener = Callable[..., Awaitable[Page]]  # the fixture `opened`: an address, a person, and what the window is like
SHOTS = ROOT / "tests" / "shots"
SIZES = {"phone": (360, 740), "tablet": (820, 1180), "desk": (1440, 900)}
FLOOR = {**SIZES, "phone-lying": (740, 360)}  # a page beside which a phone may lie on its side
KEEPS = "SPOTTER_SHOTS"  # set in the environment: pictures are kept; `--all` sets it
TALL = 6000  # what a bar at the foot covers until one scrolls is no fault

_AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Only what is wrong comes back: all that is right is a megabyte a page, which costs more than finding it out.
_RUN = """async (within) => {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(within, { runOnly: rules, resultTypes: ["violations"] });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
}"""
_ASK = f"() => ({_RUN})(document)"
# A menu lies over what is below it, and the page lets one be open at a time. One of each kind is enough.
_ASK_MENUS = f"""async () => {{
  const kinds = new Map([...document.querySelectorAll("details.menu")].map((menu) => [menu.textContent, menu]));
  const found = [];
  for (const menu of kinds.values()) {{
    menu.open = true;
    found.push(...await ({_RUN})(menu));
    menu.open = false;
  }}
  return found;
}}"""


async def faults(page: Page, name: str, *, tall: bool = False) -> list[str]:
    """What axe finds wrong with the page as it is now. The page must be in a window with `bypass_csp`.

    tall: make the page so high before that nothing is covered.
    """
    before = page.viewport_size
    if tall and before is not None:
        whole = await page.evaluate("() => document.documentElement.scrollHeight")
        await page.set_viewport_size({"width": before["width"], "height": max(TALL, whole)})
    if not await page.evaluate("() => 'axe' in window"):
        await page.add_script_tag(path=_AXE)
    found = await page.evaluate(_ASK)
    if tall and before is not None:
        await page.set_viewport_size(before)
    return [f"{name}: {one}" for one in found]


async def keep(
    page: Page, name: str, *, sizes: Mapping[str, tuple[int, int]] = SIZES, whole: Sequence[str] = ()
) -> list[str]:
    """Looks at the page at each size and says where it is wider than its screen; keeps a picture of each as
    `<name>.<size>.png` where pictures are wanted, which take longer than all else here.

    name: as in "clip", with the scheme behind it where there is one: "clip.dark" becomes clip.phone.dark.png. whole:
    the sizes whose picture shows the page from head to foot.
    """
    SHOTS.mkdir(exist_ok=True)
    title, dot, scheme = name.partition(".")
    wide: list[str] = []
    before = page.viewport_size
    for size, (width, height) in sizes.items():
        await page.set_viewport_size({"width": width, "height": height})
        await page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if os.environ.get(KEEPS) or os.environ.get("SPOTTER_PICTURES"):
            await page.screenshot(path=SHOTS / f"{title}.{size}{dot}{scheme}.png", full_page=size in whole)
        if await page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
            wide.append(f"{name}: wider than {width}")
    if before is not None:
        await page.set_viewport_size(before)
    return wide


async def at(page: Page, name: str, *, axe: bool = True) -> list[str]:
    """Pictures at every size, a phone on its side among them, and axe's faults; what is wrong, in words."""
    return await keep(page, name, sizes=FLOOR) + (await faults(page, name) if axe else [])


async def faults_of(
    spotter: Spotter, opened: Opener, walks: Sequence[tuple[Person | None, Sequence[str]]], scheme: str, width: int
) -> list[str]:
    """What is wrong with these pages, with all that folds open, and with each menu; each person has one window."""
    wrong: list[str] = []
    for who, paths in walks:
        size = {"width": width, "height": TALL}
        page = await opened(
            f"{spotter.url}/healthz", who, viewport=size, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
        )
        for path in paths:
            await page.goto(spotter.url + path)
            for fold in await page.locator("details:not(.menu)").all():
                await fold.evaluate("each => each.open = true")
            if await page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{path}: wider than {width}")
            wrong += await faults(page, path)
            wrong += [f"{path}: {one}" for one in await page.evaluate(_ASK_MENUS)]
    return wrong
