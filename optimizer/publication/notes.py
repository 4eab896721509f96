"""What a published bundle is, how to check one's own row, and what it reveals, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.publication.bundle import Publication

_CHECK = """如何核对自己的一行 How to check your own row
  核对条上有核对码。把“核对码|编号|岗位编号”三项用竖线连起来（没有岗位则第三项为空），求 SHA-256：
  Your slip carries a code. Join code, number and post by bars (nothing after the second bar without a post):
    Linux / macOS:  printf '%s' 'ABCD-EFGH-IJKL-MNOP-QRST|20240001|P001' | sha256sum
    Chuyan:         chuyan publish 公示 --check ABCD-EFGH-IJKL-MNOP-QRST --graduate 20240001
  结果应与 list.csv 中该岗位一行的 digest 相同；没有岗位者在 unplaced.csv。
  It must be the digest of that post's row in list.csv, or stand in unplaced.csv.
  不知道核对码的人无法由编号推出是哪一行。 Without the code nobody can tell the row from the number."""
_FILES = """文件 Files
  list.csv, list.xlsx  公示名单 the list · unplaced.csv  未落实者的核对值 digests of those without a post
  cut-offs.csv  各岗位录取成绩 cut-offs · statistics.csv  统计 statistics
  rules.csv  规则原文 the rules · proofs.csv  目标与证明 goals and proofs · anonymity.json  匿名程度 what is revealed"""


def notes(made: Publication) -> Iterator[str]:
    """The lines of the bundle's README."""
    yield f"{made.name} 公示 publication"
    yield ""
    yield from pin_lines(made)
    yield _FILES
    yield ""
    yield _CHECK
    yield ""
    yield "匿名程度 What is revealed"
    yield from (f"  {line}" for line in anonymity_lines(made))


def pin_lines(made: Publication) -> Iterator[str]:
    """That placements were fixed by the organisation, by whom; nothing where none were."""
    if made.pins:
        yield f"其中由组织指定（批准人：人数） fixed by the organisation, by who approved: {'、'.join(made.pins)}"
        yield ""


def anonymity_lines(made: Publication) -> Iterator[str]:
    """How many share what is shown of a person, what was made coarser, and what is public all the same."""
    settings, known = made.settings, made.anonymity
    yield f"设置 settings: names = {settings.names}, ids = {settings.ids}, scores = {settings.scores}, k = {settings.k}"
    for label, sizes in known.items():
        yield f"{label}: 至少 {sizes['least']} 行相同，少于三行相同的 {sizes['below_3']} 行 / shared by {sizes['least']} rows at least; by fewer than 3: {sizes['below_3']} rows"
    for step in made.shown.steps:
        yield f"为满足 k = {settings.k} 而从粗 made coarser for k: {step}"
    if made.shown.blanked:
        yield f"另有 {made.shown.blanked} 行整行隐去 / rows blanked besides: {made.shown.blanked}"
    if settings.open_scores:
        yield (
            "每个岗位的成绩按设置原样公布：一岗一人时就是那个人的成绩 / scores are published as they are: where a post "
            "has one person, it is that person's score"
        )
    elif settings.scores != "none" and not made.lows:
        yield (
            "最低分都不公布：名单上的成绩已从粗或隐去，最低分会说出是谁的 / no lowest score is shown: beside scores made coarser "
            "or blanked it would tell whose it is"
        )
    elif made.lows:
        yield (
            f"成绩只公布不少于 {settings.group} 人的地区的最低分 / only the lowest score of areas with at least "
            f"{settings.group} people is shown"
        )
    yield (
        "谁到哪个村本来就会被村里知道：知道某村去了谁的人，能读到该行 / whoever knows who serves in a village can read that row"
    )
