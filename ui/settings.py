"""Settings: defaults < onrecord.toml in the working folder < ONRECORD_... in the environment < flags."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

FILE = "onrecord.toml"


class Settings(BaseSettings):
    """What can be set, under these names in onrecord.toml, and in capitals behind ONRECORD_ in the environment."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", toml_file=FILE, extra="forbid")

    index: str = Field("default", description="name or path of the index")
    embedder: str | None = Field(
        None, description="embedding model for new indexes: a sentence-transformers name or path; unset, the one that comes along"
    )
    reranker: str | None = Field(None, description="cross encoder that orders the first hits: a name or path; unset, none")
    reader: str | None = Field(None, description="extractive question answering model for short answers: a name or path; unset, none")
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
