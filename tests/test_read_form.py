"""The form of a case's files: names, encoding, quotes, header, number of cells; and where each row stands."""

import pytest

from tests.read_cases import FILES, faults, read, write_case

DEMAND = FILES["demand.csv"]


def test_minimal_case_is_read(tmp_path):
    """A case in order is read: typed, coded by its lists, blanks left blank."""
    tables = read(tmp_path)
    demand = tables["demand"]
    assert list(demand["demand"]) == [10, 5]
    assert tables.listed("period") == ["2026-01", "2026-02"]
    assert list(demand["period"].cat.codes) == [-1, 1]
    assert tables["capacity"]["hours_per_day"].isna().tolist() == [True, False]
    assert not tables.has("stock")
    assert tables.origins["demand"].cite(1) == "demand.csv:3"


def test_every_frame_has_the_columns_of_its_table(tmp_path):
    """Frames have the schema's columns in its order, whatever the files have; absent tables have no rows."""
    from models.schema import TABLES

    tables = read(tmp_path)
    for table in TABLES:
        assert list(tables[table.name].columns) == [column.name for column in table.columns]


def test_missing_folder_is_explained(tmp_path):
    """A folder that isn't there, or a file in its place, is one fault with the path."""
    from optimizer.faults import FaultyCase
    from optimizer.read import read_case

    (tmp_path / "tiny").mkdir()
    with pytest.raises(FaultyCase, match='there is no such folder; did you mean "tiny"'):
        read_case(tmp_path / "tinny")
    write_case(tmp_path)
    with pytest.raises(FaultyCase, match="is a file; a case is a folder"):
        read_case(tmp_path / "case.toml")


def test_missing_and_empty_required_tables_are_all_told(tmp_path):
    """A required table that is missing, empty, or has no rows is a fault of its own each."""
    found = faults(tmp_path, {"demand.csv": None, "routes.csv": "", "freight.csv": "route,model,period,cost\n"})
    assert [fault.partition(";")[0] for fault in found] == [
        "demand.csv: the table demand is missing",
        "routes.csv: the table routes has no rows",
        "freight.csv:1: the table freight has no rows",
    ]


def test_optional_table_without_rows_counts_as_absent(tmp_path):
    """An optional table without rows switches nothing on, and is no fault, even with a header cut short."""
    tables = read(tmp_path, {"stock.csv": "market,model\n", "parts.csv": "", "yards.csv": "plant\n"})
    assert not tables.has("stock")
    assert not tables.has("parts")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("demnd.csv", 'demnd.csv: is not a table of a case; did you mean "demand.csv"?'),
        ("Stock.csv", 'Stock.csv: is not read: names are written in lower case; rename it to "stock.csv"'),
        ("stock.CSV", 'stock.CSV: is not read: names are written in lower case; rename it to "stock.csv"'),
        ("casse.toml", 'casse.toml: is not a table of a case; did you mean "case.toml"?'),
        ("stock.cvs", 'stock.cvs: is not read: a table is a CSV file of that ending; save it as "stock.csv"'),
        ("stock.xlsx", 'stock.xlsx: is not read: a table is a CSV file of that ending; save it as "stock.csv"'),
        ("stock", 'stock: is not read: a table is a CSV file of that ending; save it as "stock.csv"'),
        ("Stock.txt", 'Stock.txt: is not read: a table is a CSV file of that ending; save it as "stock.csv"'),
        (
            "demand.csv.bak",
            'demand.csv.bak: is not read, beside "demand.csv"; remove it from the case, or give it a name of its own',
        ),
        (
            "case.csv",
            'case.csv: is not read, beside "case.toml"; remove it from the case, or give it a name of its own',
        ),
    ],
)
def test_unknown_file_is_named_with_the_nearest(tmp_path, name, said):
    """A CSV or TOML file that is no part of a case is a fault that names the nearest one that is."""
    assert faults(tmp_path, {name: "x\n"}) == [said]


def test_table_under_another_ending_is_one_fault(tmp_path):
    """A required table, or the settings, under another ending is told once: with the name it should have."""
    assert faults(tmp_path, {"demand.csv": None, "demand.txt": DEMAND, "case.toml": None, "case.csv": "x"}) == [
        'case.csv: is not read: the settings stand in "case.toml"; save them there',
        'demand.txt: is not read: a table is a CSV file of that ending; save it as "demand.csv"',
    ]


def test_other_files_are_left_alone(tmp_path):
    """Notes, earlier plans and folders in a case are none of its business."""
    (tmp_path / "plans.csv").mkdir()
    (tmp_path / "models").mkdir()
    read(tmp_path, {"README.md": "x", "plan.json": "{}", ".hidden.csv": "x"})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (DEMAND.encode("utf-16"), "demand.csv: is encoded in UTF-16; save it as UTF-8"),
        (DEMAND.encode("utf-16-le"), "demand.csv: is encoded in UTF-16 without a byte-order mark; save it as UTF-8"),
        (DEMAND.replace("30\n", "30\nJapän").encode("latin-1"),
         'demand.csv:3: byte 0xe4 is not UTF-8; the file looks like Latin-1 or Windows-1252, where it is "ä"; '
         "save it as UTF-8"),
        (DEMAND.encode() + b"\0", "demand.csv:4: holds a NUL byte: not a text file; save the table as CSV (UTF-8)"),
        (b"PK\x03\x04\0\0", "demand.csv: is a workbook or zip archive; save the table as CSV (UTF-8)"),
    ],
)  # fmt: skip
def test_wrong_encoding_is_named(tmp_path, data, said):
    """A file in another encoding, or that is no text at all, is called what it is."""
    assert faults(tmp_path, {"demand.csv": data}) == [said]


def test_byte_order_mark_line_ends_and_column_order_do_not_matter(tmp_path):
    """A BOM, Windows line ends, quotes, spaces around cells and columns in another order say the same."""
    other = (
        '\ufeff"price", demand ,model,market,period,note of mine\r\n30, 10 ,Sedan , Home,,"a, b"\r\n'
        "50,5,Truck,Japan,2026-02\t,\r\n"
    )
    tables = read(tmp_path, {"demand.csv": other})
    assert tables["demand"][["demand", "price"]].to_numpy().tolist() == [[10, 30], [5, 50]]
    assert list(tables["demand"]["market"]) == ["Home", "Japan"]


def test_line_numbers_are_physical_lines(tmp_path):
    """Blank lines and quoted line breaks before a row count in its line number."""
    table = 'market,model,period,demand,note\n\nHome,Sedan,,10,"two\nlines"\n\nJapan,Truck,,12O,\n'
    assert faults(tmp_path, {"demand.csv": table}) == ['demand.csv:6: demand is "12O", not a number ≥ 0']
    tables = read(tmp_path, {"demand.csv": table.replace("12O", "12")})
    assert tables.origins["demand"].cite(0) == "demand.csv:3"
    assert tables.origins["demand"].cite(1, "demand") == "demand.csv:6"


def test_origin_survives_pickling(tmp_path):
    """Tables go to another process with their origins."""
    import pickle

    tables = pickle.loads(pickle.dumps(read(tmp_path)))
    assert tables.origins["demand"].cite(1) == "demand.csv:3"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Home,Sedan,,10,30,1\n", "demand.csv:2: the row has 6 cells where the header has 5; a cell with a comma "
                                  "in it must be quoted"),
        ("Home,Sedan,,10\n", "demand.csv:2: the row has 4 cells where the header has 5; a blank cell keeps its comma"),
        ('Home,Sedan,,10,30\n"Japan,Truck,,5,50\n', "demand.csv:3: a quote is opened in this row and never closed"),
    ],
)  # fmt: skip
def test_ragged_rows_and_open_quotes(tmp_path, rows, said):
    """A row with too few or too many cells, or an open quote, is one fault and draws no others after it."""
    assert faults(tmp_path, {"demand.csv": f"market,model,period,demand,price\n{rows}"}) == [said]


def test_one_row_too_short_and_one_too_long_do_not_cancel_out(tmp_path):
    """Each ragged row is told, also when the file's commas add up."""
    table = "market,model,period,demand,price\nHome,Sedan,,10\nJapan,Truck,,5,50,1\n"
    assert [fault[:12] for fault in faults(tmp_path, {"demand.csv": table})] == ["demand.csv:2", "demand.csv:3"]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("market,model,period,demand,prise", 'demand.csv:1: column "prise" is not known in demand; did you mean '
                                             '"price"?'),
        ("market,model,period,demand,demand", "demand.csv:1: column demand is there twice (columns 4 and 5); keep one"),
        ("market,model,period,demand,", "demand.csv:1: the header of column 5 is blank; name the column or delete it"),
        ("market,note,period,demand,price", "demand.csv:1: column model is missing (model)"),
        ("market,model,period,note,price", "demand.csv:1: column demand is missing (units asked for; fractions "
                                           "allowed)"),
    ],
)  # fmt: skip
def test_header_faults(tmp_path, header, said):
    """Unknown, repeated, blank and missing columns are told by name, and draw no faults of every row after them."""
    assert faults(tmp_path, {"demand.csv": DEMAND.replace("market,model,period,demand,price", header)}) == [said]


def test_digest_follows_what_is_read(tmp_path):
    """The digest changes with any table, setting or scenario, and with nothing else."""
    first = read(tmp_path).inputs_sha256
    assert read(tmp_path, {"README.md": "other"}).inputs_sha256 == first
    assert read(tmp_path, {"plants.csv": "plant,name\nOhio,O\nTexas,T\n"}).inputs_sha256 != first


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_other_separators_are_named_once(tmp_path, mark, name):
    """A file whose cells are separated by something else than commas has one fault, which says so."""
    said = f"demand.csv:1: cells are separated by {name}; save the table with commas between them (CSV, UTF-8)"
    assert faults(tmp_path, {"demand.csv": DEMAND.replace(",", mark)}) == [said]


def test_what_spreadsheets_leave_is_skipped(tmp_path):
    """Columns behind the last named one, where blank, and rows of nothing but commas are nobody's fault."""
    left = DEMAND.replace("price\n", "price,, \n").replace("30\n", "30,,\n,,,,,,\n,,\n") + ",,,,\n"
    tables = read(tmp_path, {"demand.csv": left})
    assert list(tables["demand"]["demand"]) == [10, 5]
    assert tables.origins["demand"].cite(1) == "demand.csv:5"
    said = "demand.csv:1: the header of column 7 is blank; name the column or delete it"
    assert faults(tmp_path, {"demand.csv": left.replace("50\n", "50,,x\n")}) == [said]
