"""Five hundred workbooks that something happened to, each made from a good one by a named slip and a number."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from builders import scenario

from optimizer.exchange.scenario_workbook import add_scenario
from optimizer.exchange.sheets import new_book

TABLES = ("报名", "岗位", "志愿", "设置")
BOMB = 700 * 2**20


@dataclass(frozen=True)
class Good:
    """A workbook that loads, as bytes, opened and as the parts of its archive."""

    content: bytes

    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def edited(self, change: Callable[[Any], None]) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(self.content))
        change(book)
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    def with_parts(self, change: Callable[[dict[str, bytes]], None]) -> bytes:
        parts = self.parts()
        change(parts)
        return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def good(path: Path) -> Good:
    """Three people, three posts and all that may be set, as `chuyan check --convert` writes it."""
    given = scenario(
        [
            {
                "graduate": f"G{at}",
                "name": f"安{at}",
                "gender": "女",
                "score": 90.0 - at + 1,
                "major": "080901",
            }
            for at in (1, 2, 3)
        ],
        [
            {"post": f"V{at}", "village": f"东{at}村", "township": "东镇", "county": "甲县"}
            for at in (1, 2, 3)
        ],
        [("G1", 1, "V1"), ("G1", 2, "V2"), ("G2", 1, "东镇"), ("G3", 1, "V3")],
        pins=[("G3", "V3")],
        rules=[{"kind": "eligible-major"}, {"kind": "group-quota", "group": {"gender": "女"}, "minimum": 1}],
    )
    with new_book(path) as book:
        add_scenario(book, given, only_filled=True)
    return Good(path.read_bytes())


def sheet_part(parts: dict[str, bytes], dice: random.Random) -> str:
    return dice.choice(sorted(name for name in parts if name.startswith("xl/worksheets/sheet")))


ODD: tuple[Any, ...] = (
    "", " ", "九十", "=1+1", "-", "1e400", "nan", "99999999999999999999", -1, 0, 1e308, 3.5, True, "是否", "V9", "#N/A",
    "\u202eG1", "G1\n", "＝HYPERLINK(1)", "<script>alert(1)</script>", "x" * 5_000, "Ｇ１", "2024-13", "'", '"', "\ufffd",
)  # fmt: skip


def types(good: Good, dice: random.Random) -> bytes:
    """Cells of another type: words for numbers, dates, huge and odd texts."""

    def change(book: Any) -> None:
        for _ in range(dice.randint(1, 6)):
            sheet = book[dice.choice(TABLES)]
            cell = sheet.cell(dice.randint(2, 8), dice.randint(1, 8))
            cell.value = dice.choice(ODD)
            if isinstance(cell.value, str):
                cell.data_type = "s"

    return good.edited(change)


def merges(good: Good, dice: random.Random) -> bytes:
    def change(book: Any) -> None:
        sheet = book[dice.choice(TABLES)]
        row, column = dice.randint(1, 5), dice.randint(1, 4)
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + dice.randint(0, 4),
            end_column=column + dice.randint(0, 3),
        )

    return good.edited(change)


def formulas(good: Good, dice: random.Random) -> bytes:
    def change(book: Any) -> None:
        for _ in range(3):
            cell = book[dice.choice(TABLES)].cell(dice.randint(2, 6), dice.randint(1, 6))
            cell.value = dice.choice(
                ['=WEBSERVICE("http://127.0.0.1/x")', "=1/0", "=[1]Other!A1", "=A1", "=CMD|'/c calc'!A0"]
            )

    return good.edited(change)


def hidden(good: Good, dice: random.Random) -> bytes:
    def change(book: Any) -> None:
        sheet = book[dice.choice(TABLES)]
        for row in range(2, 2 + dice.randint(1, 5)):
            sheet.row_dimensions[row].hidden = True
            sheet.cell(row, 2).value = dice.choice(ODD[:6])
        sheet.sheet_state = dice.choice(["visible", "hidden", "veryHidden"])
        sheet.column_dimensions["C"].hidden = True

    return good.edited(change)


def wrong_sheets(good: Good, dice: random.Random) -> bytes:
    def change(book: Any) -> None:
        sheet = book[dice.choice(TABLES)]
        how = dice.randrange(4)
        if how == 0:
            del book[sheet.title]
        elif how == 1:
            sheet.title = dice.choice(["报名 ", "报 名", "Sheet1", "岗位表", "graduates1", "志原", "设置(2)"])
        elif how == 2:
            book.copy_worksheet(sheet).title = {"报名": "graduates", "岗位": "posts"}.get(
                sheet.title, "wishes"
            )
        else:
            sheet.delete_rows(1, sheet.max_row)

    return good.edited(change)


def renamed_headers(good: Good, dice: random.Random) -> bytes:
    def change(book: Any) -> None:
        sheet = book[dice.choice(TABLES[:3])]
        cell = sheet.cell(1, dice.randint(1, min(4, sheet.max_column)))
        cell.value = dice.choice(
            ["", "编号", f"{cell.value}x", "综合成积", None, "序号", 7, "=A1", "志愿序", "<b>编号</b>", "  "]
        )
        if dice.random() < 0.4:
            sheet.insert_rows(1, dice.randint(1, 12))

    return good.edited(change)


def zip_bombs(good: Good, dice: random.Random) -> bytes:
    """A sheet of 700 MB of blanks, or of one row again and again, in a few hundred kilobytes."""

    def change(parts: dict[str, bytes]) -> None:
        name = dice.choice(
            [sheet_part(parts, dice), "xl/sharedStrings.xml", "xl/styles.xml", "docProps/app.xml"]
        )
        parts[name] = parts.get(name, b"<x>")[:-1] + dice.choice([b" ", b"<row/>", b"\0"]) * (BOMB // 6)

    return good.with_parts(change)


def lying_headers(good: Good, dice: random.Random) -> bytes:
    """The archive says a part is small, empty or elsewhere."""
    content = bytearray(good.content)
    places = [found.start() for found in re.finditer(b"PK\x01\x02", good.content)]
    at = dice.choice(places) + dice.choice([16, 20, 24, 42, 10, 8])
    content[at : at + 4] = dice.choice([b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\x01\0\0\0", dice.randbytes(4)])
    return bytes(content)


def macros(good: Good, dice: random.Random) -> bytes:
    """A macro project, a script, a custom ribbon: carried along, never run, never unpacked."""

    def change(parts: dict[str, bytes]) -> None:
        parts[dice.choice(["xl/vbaProject.bin", "xl/activeX/activeX1.bin", "xl/embeddings/o.bin"])] = (
            dice.randbytes(999)
        )
        kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(plain, kind)
        _spoil(parts, dice)

    return good.with_parts(change)


def external_links(good: Good, dice: random.Random) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        link = b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s" TargetMode="External"/></Relationships>'
        name = dice.choice(sorted(part for part in parts if part.endswith(".rels")))
        kind, target = dice.choice(
            [
                (b"externalLink", b"file:///etc/passwd"),
                (b"image", b"http://127.0.0.1:9/a.png"),
                (b"attachedTemplate", b"\\\\\\\\host\\x"),
            ]
        )
        parts[name] = parts[name].replace(b"</Relationships>", link % (kind, target))
        _spoil(parts, dice)

    return good.with_parts(change)


def _spoil(parts: dict[str, bytes], dice: random.Random) -> None:
    """One wrong number besides, so that there is something to list."""
    name = next(part for part in sorted(parts) if b"<v>90</v>" in parts[part])
    parts[name] = parts[name].replace(b"<v>90</v>", dice.choice([b"<v>-5</v>", b"<v>x</v>", b"<v>9999</v>"]))


def truncated(good: Good, dice: random.Random) -> bytes:
    return good.content[: dice.randrange(len(good.content))]


def flipped(good: Good, dice: random.Random) -> bytes:
    """Some bytes of the file are others."""
    content = bytearray(good.content)
    for _ in range(dice.randint(1, 40)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    return bytes(content)


def locked(good: Good, dice: random.Random) -> bytes:
    """Behind a password: the compound file in which the archive would lie encrypted."""
    name = "EncryptedPackage".encode("utf-16-le")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + dice.randbytes(504)
    return head + (name if dice.random() < 0.7 else b"") + dice.randbytes(4_000)


def huge(good: Good, dice: random.Random) -> bytes:
    """One cell at the end of the world: to read its sheet means to lay out everything before it."""

    def change(parts: dict[str, bytes]) -> None:
        name = sheet_part(parts, dice)
        row = dice.choice([1_048_576, 900_000, 2_000_000_000])
        cell = b'<row r="%d"><c r="%s%d"><v>1</v></c></row></sheetData>' % (
            row,
            dice.choice([b"XFD", b"ZZZ", b"AAA"]),
            row,
        )
        parts[name] = (
            parts[name].replace(b"</sheetData>", cell).replace(b"<sheetData/>", b"<sheetData>" + cell)
        )

    return good.with_parts(change)


def entities(good: Good, dice: random.Random) -> bytes:
    """A billion laughs, or a file of the machine, by way of an entity."""

    def change(parts: dict[str, bytes]) -> None:
        name = dice.choice(
            [sheet_part(parts, dice), "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
        )
        laughs = b"".join(b'<!ENTITY l%d "%s">' % (at, b"&l%d;" % (at - 1) * 10) for at in range(1, 12))
        kind = dice.choice([b'<!ENTITY l0 "ha">' + laughs, b'<!ENTITY l11 SYSTEM "file:///etc/passwd">'])
        start = parts[name].find(b"?>") + 2 if parts[name].startswith(b"<?") else 0
        body = parts[name][start:].replace(b"<v>", b"<v>&l11;", 1)
        parts[name] = parts[name][:start] + b"<!DOCTYPE x [" + kind + b"]>" + body

    return good.with_parts(change)


def missing_parts(good: Good, dice: random.Random) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        for _ in range(dice.randint(1, 3)):
            del parts[dice.choice(sorted(parts))]

    return good.with_parts(change)


def broken_xml(good: Good, dice: random.Random) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        name = dice.choice(sorted(part for part in parts if part.endswith(".xml")))
        at = dice.randrange(len(parts[name]))
        parts[name] = (
            parts[name][:at]
            + dice.choice([b"", b"<", b"&#0;", b"\xff", b"</x>"])
            + parts[name][at + dice.randint(0, 9) :]
        )

    return good.with_parts(change)


def no_workbook(good: Good, dice: random.Random) -> bytes:
    return dice.choice(
        [b"", b"PK\x05\x06" + bytes(18), dice.randbytes(3_000), "编号,姓名\n".encode("gbk"), b"<html><table>"]
    )


SLIPS = {
    slip.__name__: slip
    for slip in (
        types, merges, formulas, hidden, wrong_sheets, renamed_headers, zip_bombs, lying_headers, macros, external_links,
        truncated, flipped, locked, huge, entities, missing_parts, broken_xml, no_workbook,
    )
}  # fmt: skip
MANY = {
    "types": 40, "formulas": 24, "renamed_headers": 30, "wrong_sheets": 24, "merges": 16, "hidden": 16, "flipped": 90,
    "truncated": 40, "broken_xml": 60, "no_workbook": 12, "lying_headers": 40, "zip_bombs": 4,
}  # fmt: skip
USUAL = 18


def corpus() -> list[tuple[str, int]]:
    """Each slip with its numbers: five hundred and more in all."""
    return [(name, number) for name in SLIPS for number in range(MANY.get(name, USUAL))]


def corrupted(good: Good, name: str, number: int, path: Path) -> Path:
    """Write the workbook of a slip and a number."""
    path.write_bytes(SLIPS[name](good, random.Random(f"{name} {number}")))
    return path
