"""Settings: one table, read once; a wrong value stops the start and says its name, its value and what was expected."""

import os
import stat
from pathlib import Path

import pytest

from server.settings import TABLE, BadSetting, read_settings, render_env_example, render_table


def read(tmp_path: Path, **environ: str) -> object:
    return read_settings({"DATA_DIR": str(tmp_path), **environ})


def test_nothing_needs_to_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read_settings({})
    assert str(settings.bind) == "127.0.0.1:8080"
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path / 'var' / 'spotter.db'}"
    assert (settings.media_host, settings.media_port, settings.media_public_ip) == ("127.0.0.1", 8080, "127.0.0.1")
    assert not settings.is_https
    assert settings.redis_url is settings.mail_url is settings.turn_secret is None


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("BIND", "8080", "host:port"),
        ("BIND", "127.0.0.1:99999", "host:port"),
        ("PUBLIC_URL", "spotter.example.org", "an address such as"),
        ("PUBLIC_URL", "https://example.org/spotter", "without a path"),
        ("PUBLIC_URL", "ftp://example.org", "an address such as"),
        ("DATABASE_URL", "postgres://user:hush@host/name", "postgresql+asyncpg://"),
        ("REDIS_URL", "memcached://host", "redis://"),
        ("MEDIA_PORT", "udp", "a UDP port"),
        ("TRUSTED_PROXIES", "10.0.0.0/33", "networks in CIDR form"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "networks in CIDR form"),
        ("STUN_URLS", "stun.example.org", "stun:"),
        ("MAIL_URL", "mail.example.org", "smtp://"),
        ("KEEP_ROOM_LOGS", "0", "a number of days"),
        ("KEEP_AUDIT", "forever", "a number of days"),
        ("LOG_FORMAT", "xml", "text or json"),
        ("SELF_SIGNED", "maybe", "yes or no"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(tmp_path: Path, name: str, value: str, expected: str) -> None:
    with pytest.raises(BadSetting) as refused:
        read(tmp_path, **{name: value})
    said = str(refused.value)
    assert said.startswith(f"{name} is ")
    assert expected in said
    if not next(row for row in TABLE if row.name == name).is_secret:
        assert value in said


@pytest.mark.parametrize("name", [row.name for row in TABLE if row.is_secret])
def test_a_secret_may_come_from_a_file_and_is_never_shown(tmp_path: Path, name: str) -> None:
    urls = {"MAIL_URL": "smtp://", "DATABASE_URL": "postgresql+asyncpg://", "REDIS_URL": "redis://"}
    secret = f"{urls[name]}u:hush@host/0" if name in urls else "hush" * 9
    file = tmp_path / "secret"
    file.write_text(f"{secret}\n")
    settings = read_settings({"DATA_DIR": str(tmp_path), f"{name}_FILE": str(file)})
    assert getattr(settings, name.lower()) == secret
    assert "hush" not in repr(settings)
    with pytest.raises(BadSetting, match=f"{name}_FILE names .*missing.*: No such file"):
        read_settings({"DATA_DIR": str(tmp_path), f"{name}_FILE": str(tmp_path / "missing")})


def test_settings_that_belong_together_are_asked_for_together(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="TLS_CERT and TLS_KEY"):
        read(tmp_path, TLS_CERT="/x.pem")
    with pytest.raises(BadSetting, match="TURN_SECRET"):
        read(tmp_path, TURN_URLS="turns:turn.example.org:443")


def test_a_key_is_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    first = read_settings({"DATA_DIR": str(tmp_path / "new")})
    second = read_settings({"DATA_DIR": str(tmp_path / "new")})
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 43
    assert stat.S_IMODE(os.stat(tmp_path / "new" / "secret_key").st_mode) == 0o600


def test_a_data_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSetting, match=r"DATA_DIR is .*file"):
        read_settings({"DATA_DIR": str(tmp_path / "file" / "var")})


def test_bound_to_all_addresses_it_shows_one_that_others_can_type(tmp_path: Path) -> None:
    settings = read_settings({"DATA_DIR": str(tmp_path), "BIND": "0.0.0.0:9000", "SELF_SIGNED": "yes"})
    assert settings.public_url.startswith("https://")
    assert "0.0.0.0" not in settings.public_url


def test_the_table_is_complete_and_each_row_says_what_it_means() -> None:
    assert len({row.name for row in TABLE}) == len(TABLE)
    for row in TABLE:
        assert row.meaning.endswith(".")
        row.parse(row.default)
    assert render_table().count("\n| `") == len(TABLE)
    assert render_env_example().count("\n#") >= 2 * len(TABLE)
