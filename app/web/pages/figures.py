"""Numbers in the words of pages: `4 %`, `1,234`, `3 ms`. Pure."""


def percent(share: float) -> str:
    """`4 %`; what is neither none nor all is not called so."""
    if 0 < share < 0.01:
        return "< 1 %"
    if 0.99 < share < 1:
        return "> 99 %"
    return f"{share:.0%}".replace("%", " %")


def count(number: float) -> str:
    """`1,234`."""
    return f"{number:,.0f}"


def seconds_words(seconds: float) -> str:
    """A time to answer with two figures that count: `0.6 ms`, `43 ms`, `1.2 s`."""
    if seconds < 0.00995:
        return f"{seconds * 1000:.1f} ms"
    return f"{seconds * 1000:.0f} ms" if seconds < 0.9995 else f"{seconds:.1f} s"


def bytes_words(size: int) -> str:
    """A backlog's size: `640 bytes`, `12 KB`, `3.4 MB`."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1e3:,.0f} KB" if size < 1e6 else f"{size / 1e6:,.1f} MB"
