from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from bot.storage import migrate
from bot.storage.engine import engine
from bot.storage.tables import meanings
from bot.storage.upserts import put

ROW = {"team_id": "T1", "channel_id": "C1", "abbreviation": "cpo", "chosen_by": "U1", "chosen_at": 1}


def test_a_row_under_a_key_that_is_taken_replaces_the_one_that_stands_there(database_url: str):
    migrate(database_url)
    with engine(database_url).begin() as connection:
        for role in ("chro", "cpo_product"):
            put(connection, meanings, ROW | {"role_id": role})
        put(connection, meanings, ROW | {"role_id": "chro", "channel_id": "C2"})
        found = connection.execute(select(meanings.c.channel_id, meanings.c.role_id).order_by("channel_id")).all()
    assert found == [("C1", "cpo_product"), ("C2", "chro")]


def test_workers_that_write_the_same_row_together_leave_one_of_theirs(database_url: str):
    migrate(database_url)

    def write(number: int) -> None:
        with engine(database_url).begin() as connection:
            put(connection, meanings, ROW | {"role_id": f"role{number}"})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(12)))
    with engine(database_url).connect() as connection:
        [found] = connection.scalars(select(meanings.c.role_id))
    assert found in {f"role{number}" for number in range(12)}
