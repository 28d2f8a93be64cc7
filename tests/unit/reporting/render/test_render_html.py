"""The preview: escaped, semantic, without anything a strict Content-Security-Policy stops."""

import io
import re
from itertools import pairwise

import html5lib
import pytest

from services.reporting.render.html import render_html
from tests.unit.reporting.render import samples


def page_of(document):
    target = io.BytesIO()
    render_html(document, samples.frame(document), target)
    text = target.getvalue().decode()
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    return text, parser.parse(f"<!doctype html><title>x</title>{text}")


@pytest.mark.parametrize("document", [samples.quarterly(), samples.hostile()])
def test_no_script_no_style_no_handler(document):
    text, page = page_of(document)
    assert page.findall(".//script") == []
    assert not re.search(r"<[^>]*\s(style|on\w+)=", text)
    assert "<style" not in text
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_table_has_caption_scopes_and_kern_classes():
    _, page = page_of(samples.voucher_list(3))
    table = page.find(".//table")
    assert table.find("caption").text == "Ausgaben in zeitlicher Folge je Planposition"
    assert {one.get("scope") for one in table.findall("thead//th")} == {"col"}
    assert all(row[0].get("scope") == "row" for row in table.findall("tbody/tr"))
    assert "kern-table__cell--numeric" in table.find("tbody/tr[2]")[7].get("class")


def test_charts_have_title_description_and_numbers():
    _, page = page_of(samples.quarterly())
    svg = "{http://www.w3.org/2000/svg}"
    drawing = page.findall(f".//{svg}svg")[0]
    assert drawing.find(f"{svg}title").text == samples.bar_chart().title
    assert drawing.find(f"{svg}desc").text == samples.bar_chart().message
    assert len(page.findall(".//figure//details//table")) == 2


def test_headings_are_in_order_and_drafts_say_so():
    _, page = page_of(samples.quarterly())
    levels = [int(one.tag[1]) for one in page.iter() if re.fullmatch("h[1-6]", str(one.tag))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.find(".//p[@class='kern-badge kern-badge--warning']/span").text == "Entwurf"


def test_preview_of_a_long_list_ends_with_its_totals_and_says_what_it_leaves_out():
    _, page = page_of(samples.voucher_list(1500))
    rows = page.findall(".//tbody/tr")
    assert len(rows) == 1003
    labels = ["".join(row[0].itertext()) for row in rows[-3:]]
    assert labels == [
        "576 weitere Zeilen in PDF, XLSX, CSV und JSON",
        "Rundungsdifferenz",
        "Summe",
    ]
