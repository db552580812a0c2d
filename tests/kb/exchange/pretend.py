"""A double for a machine that translates: it knows no language, and everything it says begins with "pretend"."""

from kb.exchange.machine import Machine


class Pretend(Machine):
    def translate(self, text: str, source: str, target: str) -> str:
        return f"pretend {source}-{target}: {text}"
