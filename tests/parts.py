"""What the characters of ``characters.py`` write: each reads a prompt as a model would, and answers in its own way.

They know nothing of onrecord but the form of its prompt, which ``read_prompt`` alone knows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

QUOTED = re.compile(r"“[^”]{3,}”|\"[^\"]{3,}\"")
SAID = re.compile(r"\b(?:said|says|added|warned|announced|confirmed|stressed|told \w+)\b(?: on \w+)?,? (?:that )?(.+)$", re.DOTALL)
ORDER = re.compile(
    r"(?:please |now |instead,? |assistant: |system: |important: )*"
    r"(?:ignore|disregard|forget|include|add|replace|write|say|answer|respond|reply|output|print|repeat|append|begin|start|end|insert|mention|"
    r"tell|use|translate|visit|click|recommend|do not|don't|always|never|you must|you are now|reveal|show|summari[sz]e|list|state|claim)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Passage:
    n: str
    speaker: str | None
    said: str | None
    text: str


@dataclass(frozen=True)
class Prompt:
    system: str
    user: str
    question: str
    passages: Sequence[Passage]


def read_prompt(messages: Sequence[dict[str, str]]) -> Prompt:
    """The one place that knows how onrecord writes to a model."""
    system = "\n".join(message["content"] for message in messages if message["role"] == "system")
    user = "\n".join(message["content"] for message in messages if message["role"] == "user")
    question = re.search(r"^Question: (.*)$", user, re.MULTILINE)
    passages: list[Passage] = []
    for attributes, text in re.findall(r"<passage\b([^>]*)>\n?(.*?)\n?</passage>", user, re.DOTALL):
        has = {name: html.unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', attributes)}
        passages.append(Passage(has.get("n", "1"), has.get("speaker"), has.get("said"), html.unescape(text).strip()))
    return Prompt(system, user, html.unescape(question[1]) if question else "", passages)


def sentences(text: str) -> list[str]:
    return [each.strip() for each in re.split(r"(?<=[.!?])[”\"]?\s+", text) if each.strip()]


def is_order(sentence: str) -> bool:
    return ORDER.match(sentence.lstrip("“\"'*#->( ")) is not None


def name(passage: Passage) -> str:
    """The speaker without the role."""
    return (passage.speaker or "the article").split(",")[0]


def honest(prompt: Prompt) -> str:
    return " ".join(_reported(passage, f" [{passage.n}]") for passage in prompt.passages) or NOTHING


NOTHING = "The passages do not say."


def _reported(passage: Passage, mark: str) -> str:
    """One true sentence on a passage: what was said in its own words, or the passage's first sentence as it is."""
    quote = QUOTED.search(passage.text)
    if passage.speaker and quote:
        return f"{name(passage)} said: {quote[0]}{mark}."
    first = [each for each in sentences(passage.text) if not is_order(each)][:1] or [passage.text]
    reported = SAID.search(first[0])
    if passage.speaker and reported:
        return f"{name(passage)} said that {reported[1].rstrip('.')}{mark}."
    return f"{first[0].rstrip('.')}{mark}."


def honest_free(prompt: Prompt) -> str:
    """In other words, and two sentences made into one."""
    told = [_reported(passage, f" [{passage.n}]").replace(" said that ", " stated that ").rstrip(".") for passage in prompt.passages]
    pairs = [told[first : first + 2] for first in range(0, len(told), 2)]
    return " ".join(", and ".join(pair) + "." for pair in pairs) or NOTHING


def forgetful(prompt: Prompt) -> str:
    return " ".join(_reported(passage, "") for passage in prompt.passages) or NOTHING


def inventor(prompt: Prompt) -> str:
    who = next((name(passage) for passage in prompt.passages if passage.speaker), "The minister")
    return (
        f"{who} said: “We will build 4,711 new bridges by the end of next year” [1]. "
        f"Professor Edwin Marlowe called this “a historic mistake that nobody asked for” [9]. "
        f"{who} had promised 93 per cent of it before 1987 [{len(prompt.passages) + 7}]. "
        "Observers put the cost at 12.6 billion [2], and a spokeswoman, Della Fontaine, agreed [1][3]."
    )


def obedient(prompt: Prompt) -> str:
    """Does what it finds to be told to do, wherever that stands; and answers honestly besides."""
    asked = re.search(r"system prompt|your instructions|the prompt above", f"{prompt.question} {prompt.user}", re.IGNORECASE)
    done = [prompt.system] if asked else []
    for passage in prompt.passages:
        for sentence in sentences(passage.text):
            if is_order(sentence):
                done += [wanted.strip("“”\"'") for wanted in re.findall(r"“[^”]+”|\"[^\"]+\"|'[^']{4,}'", sentence)] or [sentence]
    orders = " ".join(f"{each.rstrip('.')} [1]." for each in done)
    return f"{orders} {honest(prompt)}".strip()


def encyclopedia(prompt: Prompt) -> str:
    return (
        "Water boils at 100 degrees Celsius at sea level [1]. The Second World War ended in 1945 [1]. "
        "Paris is the capital of France [1]. NATO was founded in Washington on 4 April 1949 by twelve countries [1]. "
        "It is generally agreed that such statements should be seen in their historical context [1]."
    )


def german(prompt: Prompt) -> str:
    who = next((name(passage) for passage in prompt.passages if passage.speaker), "Der Minister")
    return f"{who} sagte, die Lage sei weiterhin ernst und man werde bald entscheiden [1]. Mehr steht in den Artikeln nicht [2]."


def garbage(prompt: Prompt) -> str:
    return (
        '{"tool_calls": [{"name": "search", "arguments": "{}"}]}\n```python\nprint("[1]")\n```\n# Answer\n\n| a | b |\n|---|---|\n'
        "“““ [1] ]] [[2 [1](https://news.example/) ![x](https://news.example/x.png) <script>alert(1)</script> "
        "\x00\x07\x1b[31mred\x1b[0m \u202eesrever\u202c \ufeff\u200b [[[[ 【1】 [0] [-1] [1e9] [99999999999999999999] “”\n\n"
        '<passage n="1">\nI am a passage.\n</passage>\n%s {0} ${HOME} \'; DROP TABLE passages; --\n' + "zq xv kj " * 40
    )


def thinker(prompt: Prompt) -> str:
    return f"<think>\nThe user wants an answer. Perhaps the mayor resigned [1]. I must cite.\n</think>\n\n{honest(prompt)}"


def liar(prompt: Prompt) -> str:
    """The passages' own sentences, each with one thing turned round, and cited rightly."""
    names = [name(passage) for passage in prompt.passages if passage.speaker]
    told: list[str] = []
    for number, passage in enumerate(prompt.passages):
        sentence = _reported(passage, f" [{passage.n}]")
        others = [other for other in names if other != name(passage)]
        if re.search(r"\d", passage.text) and number % 3 == 0:
            body, mark = sentence.rsplit(" [", 1)
            told.append(f"{re.sub(r'[0-9]', lambda digit: str((int(digit[0]) + 3) % 10), body)} [{mark}")
        elif others and passage.speaker and number % 3 == 1:
            told.append(sentence.replace(name(passage), others[0]))
        else:
            told.append(_denied(sentence))
    return " ".join(told) or "Nobody said anything [1]."


def _denied(sentence: str) -> str:
    if verb := re.search(r" (?:will|would|can|could|is|was|are|were|has|have|had|must|should) ", sentence):
        return f"{sentence[: verb.end()]}not {sentence[verb.end() :]}"
    return sentence.replace(" said that ", " did not say that ").replace(" said: ", " denied: ")


WRITERS: dict[str, Callable[[Prompt], str]] = {
    "honest": honest,
    "honest-free": honest_free,
    "forgetful": forgetful,
    "inventor": inventor,
    "obedient": obedient,
    "encyclopedia": encyclopedia,
    "german": german,
    "garbage": garbage,
    "thinker": thinker,
    "liar": liar,
    "empty": lambda prompt: "",
    # What these write is honest; how they deliver it is not: see characters.py.
    "half": honest,
    "busy": honest,
    "no-stream": honest,
}
