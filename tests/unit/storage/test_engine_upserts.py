from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from bot.storage import migrate
from bot.storage.engine import get_engine, insert_all_absent, insert_if_absent, upsert
from bot.storage.tables import meanings

ROW = {"team_id": "T1", "channel_id": "C1", "abbreviation": "cpo", "chosen_by": "U1", "chosen_at": 1}


def test_a_row_under_a_key_that_is_taken_replaces_the_one_that_stands_there(database_url: str):
    migrate(database_url)
    with get_engine(database_url).begin() as connection:
        for role in ("chro", "cpo_product"):
            upsert(connection, meanings, ROW | {"role_id": role})
        upsert(connection, meanings, ROW | {"role_id": "chro", "channel_id": "C2"})
        found = connection.execute(select(meanings.c.channel_id, meanings.c.role_id).order_by("channel_id")).all()
    assert found == [("C1", "cpo_product"), ("C2", "chro")]


def test_of_a_row_that_stands_there_what_is_to_stay_stays(database_url: str):
    migrate(database_url)
    with get_engine(database_url).begin() as connection:
        for number in (1, 2):
            row = ROW | {"role_id": f"role{number}", "chosen_at": number}
            upsert(connection, meanings, row, keep_columns=frozenset({"chosen_at"}))
        found = connection.execute(select(meanings.c.role_id, meanings.c.chosen_at)).all()
    assert found == [("role2", 1)]


def test_a_new_row_takes_the_place_of_none(database_url: str):
    migrate(database_url)
    with get_engine(database_url).begin() as connection:
        assert insert_if_absent(connection, meanings, ROW | {"role_id": "chro"})
        assert not insert_if_absent(connection, meanings, ROW | {"role_id": "cpo_product"})
        insert_all_absent(connection, meanings, [ROW | {"role_id": "cfo", "channel_id": each} for each in ("C1", "C2")])
        found = connection.execute(select(meanings.c.channel_id, meanings.c.role_id).order_by("channel_id")).all()
    assert found == [("C1", "chro"), ("C2", "cfo")]


def test_workers_that_write_the_same_row_together_leave_one_of_theirs(database_url: str):
    migrate(database_url)

    def write(number: int) -> None:
        with get_engine(database_url).begin() as connection:
            upsert(connection, meanings, ROW | {"role_id": f"role{number}"})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(12)))
    with get_engine(database_url).connect() as connection:
        [found] = connection.scalars(select(meanings.c.role_id))
    assert found in {f"role{number}" for number in range(12)}
