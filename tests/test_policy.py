"""What a browser is told it may do with the page."""

import base64
import hashlib

from onrecord.ui.policy import policy


def source(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"


def test_the_pages_own_scripts_run_and_no_other_inline_ones() -> None:
    page = b"<head><script>a = 1</script><SCRIPT data-mode>\nb = 2\n</SCRIPT><script type='module' src='/a.js'></script></head>"
    scripts = next(rule for rule in policy(page).split("; ") if rule.startswith("script-src"))
    assert scripts == " ".join(("script-src 'self' 'unsafe-eval'", source(b"a = 1"), source(b"\nb = 2\n")))


def test_what_is_no_page_runs_none() -> None:
    assert policy() == (
        "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; "
        "font-src 'self' data:; manifest-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'none'; object-src 'none'"
    )
