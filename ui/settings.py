"""Settings: defaults < onrecord.toml in the working folder < ONRECORD_... in the environment < flags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

FILE = "onrecord.toml"


class LLMSettings(BaseModel):
    """The language model that writes answers, at an OpenAI-compatible server; none, if neither its address nor its name is set."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    base_url: str | None = Field(
        None, description="address of an OpenAI-compatible server, such as http://127.0.0.1:11434/v1, for a language model to write answers"
    )
    model: str | None = Field(None, description="name of that model, as its server has it")
    api_key: SecretStr | None = Field(None, description="key for that server, if it wants one; better in the environment than in a file")
    timeout: float = Field(60.0, gt=0, le=3600, description="seconds after which an answer by the model ends")
    connect_timeout: float = Field(5.0, gt=0, le=600, description="seconds after which a server is taken for not running")
    context_window: int = Field(4096, ge=512, description="tokens that the model can read and write at once, as its server runs it")
    max_tokens: int = Field(1024, ge=16, description="tokens that an answer by the model may have, with what it thinks before it")
    temperature: float = Field(0.0, ge=0, le=2, description="how freely the model writes; 0: always the likeliest word")
    strict: bool = Field(False, description="whether sentences of the model that can't be verified are removed, not shown as unverified")

    @field_validator("base_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if not value:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must begin with http:// or https:// and name a host, such as http://127.0.0.1:11434/v1")
        if parts.username or parts.query or parts.fragment:
            raise ValueError("must be an address alone; a key belongs into llm.api_key")
        return value

    @field_validator("model")
    @classmethod
    def _is_name(cls, value: str | None) -> str | None:
        return value or None

    @field_validator("api_key")
    @classmethod
    def _is_key(cls, value: SecretStr | None) -> SecretStr | None:
        key = value.get_secret_value().strip() if value else ""
        if not (key.isascii() and key.isprintable()):
            raise ValueError("must be letters, digits and signs of ASCII, as a header can hold them")
        return SecretStr(key) if key else None

    @model_validator(mode="after")
    def _is_whole(self) -> LLMSettings:
        if self.model and not self.base_url:
            raise ValueError("model is set, and the address of its server is not: set base_url too")
        if self.base_url and not self.model:
            raise ValueError("base_url is set, and which of its models is asked is not: set model too")
        return self


class Settings(BaseSettings):
    """What can be set, under these names in onrecord.toml, and in capitals behind ONRECORD_ in the environment.

    What belongs to ``llm`` stands under [llm] in the file, and behind ONRECORD_LLM__ in the environment.
    """

    model_config = SettingsConfigDict(
        env_prefix="ONRECORD_", env_nested_delimiter="__", toml_file=FILE, extra="forbid", hide_input_in_errors=True
    )

    index: str = Field("default", description="name or path of the index")
    embedder: str | None = Field(
        None, description="embedding model for new indexes: a sentence-transformers name or path; unset, the one that comes along"
    )
    reranker: str | None = Field(None, description="cross encoder that orders the first hits: a name or path; unset, none")
    reader: str | None = Field(None, description="extractive question answering model for short answers: a name or path; unset, none")
    entailment: str | None = Field(
        None, description="model that tells whether a sentence follows from a text, to check what a language model writes: a name or path"
    )
    llm: LLMSettings = LLMSettings()  # pyright: ignore[reportCallIssue]  # every field has a default
    k: int = Field(5, ge=1, le=1000, description="how many hits a search returns")
    requests_per_minute: int = Field(300, ge=1, description="how many requests one client may send to the chat's server in a minute")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags first, then the environment, then the file; no .env file, and no folder of secrets."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    def shown(self) -> dict[str, Any]:
        """As plain JSON, with the key told to be set or not."""
        plain = self.model_dump(mode="json")
        plain["llm"]["api_key"] = "not set" if self.llm.api_key is None else "set"
        return plain

    def described(self) -> Iterator[tuple[str, Any, str]]:
        """Each setting's name, value and purpose."""
        shown = self.shown()
        for name, field in Settings.model_fields.items():
            if name == "llm":
                for part, about in LLMSettings.model_fields.items():
                    yield f"llm.{part}", shown["llm"][part], about.description or ""
            else:
                yield name, shown[name], field.description or ""
