"""What a free text shows of people."""

from __future__ import annotations

from optimizer.report.page.bilingual import Said, sides
from optimizer.report.page.hidden import Hidden
from optimizer.scenario.settings import PublicationSettings


def hidden(**published: object) -> Hidden:
    return Hidden.of(["20240017", "7"], ["张小三", "李"], PublicationSettings(**published))  # type: ignore[arg-type]


def test_numbers_are_masked_and_names_left_out() -> None:
    assert hidden().text("20240017 张小三让给 7") == "****0017 ***让给 *"


def test_parts_of_longer_numbers_and_single_signs_stay() -> None:
    assert hidden().text("120240017 17 李村 V7") == "120240017 17 李村 V7"


def test_scores_of_others_are_told_only_where_they_are_published() -> None:
    text = "20240017（第 3 位，成绩 88.5 / no. 3, score 88.5）"
    assert hidden().text(text) == "****0017（第 3 位 no. 3）"
    assert "88.5" in hidden(scores="exact").text(text)
    assert "88.5" not in hidden(scores="exact", k=2).text(text)


def test_a_sentence_has_two_sides() -> None:
    assert sides("已满 / full / taken") == Said("已满", "full / taken")
    assert sides("V1") == Said("V1", "V1")
