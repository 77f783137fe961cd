"""The result as a picture: CPU time per request, one column of bars for each kind of request."""

from xml.sax.saxutils import escape

from cases import CASES, Case
from report import number
from results import Part, Results

KINDS = ("get", "post1k", "post100k")
NAMES = 196
COLUMN = 226
BAR = 140
ROW = 30
TOP = 84

STYLE = """
  text { font: 14px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
  .quiet { fill: #59636e; font-size: 13px }
  .title { font-weight: 600; font-size: 16px }
  .head, .own { font-weight: 600 }
  .bar { fill: #afb8c1 }
  .bar.own { fill: #0969da }
  .line { stroke: #d1d9e0 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .quiet { fill: #9198a1 }
    .bar { fill: #59636e }
    .bar.own { fill: #4493f8 }
    .line { stroke: #3d444d }
  }
"""


def draw(results: Results) -> str:
    """An SVG that follows the reader's light or dark colours, without a background of its own."""
    cases = [case for case in CASES if case.name in KINDS]
    parts = [part for part in results.parts.values() if not part.candidate.variant]
    width = NAMES + len(cases) * COLUMN
    height = TOP + len(parts) * ROW + 34
    shapes = [text(0, 20, "CPU time of the gateway for one request, in microseconds", "title"),
              text(0, 42, "64 connections; shorter is better", "quiet")]
    for place, case in enumerate(cases):
        shapes += column(NAMES + place * COLUMN, case, parts)
    for place, part in enumerate(parts):
        shapes.append(text(NAMES - 12, TOP + place * ROW + 19, part.candidate.title, own(part), "end"))
    foot = f"{results.date}; " + ", ".join(
        f"{part.candidate.title} {part.version}" for part in parts if part.candidate.name != "bluehub")
    shapes.append(text(0, height - 4, foot, "quiet"))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="img" aria-label="CPU time per request of each gateway">\n'
            f"<style>{STYLE}</style>\n" + "\n".join(shapes) + "\n</svg>\n")


def column(left: int, case: Case, parts: list[Part]) -> list[str]:
    shapes = [text(left, TOP - 10, case.title, "head"),
              f'<path class="line" d="M{left} {TOP}v{len(parts) * ROW}"/>']
    most = max((part.figures[case.name].cpu_micros for part in parts if case.name in part.figures),
               default=1.0)
    for place, part in enumerate(parts):
        figures = part.figures.get(case.name)
        top = TOP + place * ROW
        if figures is None:
            shapes.append(text(left + 8, top + 19, "no figure", "quiet"))
            continue
        length = max(round(BAR * figures.cpu_micros / most, 1), 2)
        shapes.append(f'<rect class="bar {own(part)}" x="{left}" y="{top + 5}" width="{length}" '
                      f'height="{ROW - 10}"/>')
        shapes.append(text(left + length + 8, top + 19, number(figures.cpu_micros), own(part)))
    return shapes


def own(part: Part) -> str:
    return "own" if part.candidate.name == "bluehub" else ""


def text(x: float, y: float, words: str, style: str, anchor: str = "start") -> str:
    return f'<text class="{style}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'
