"""Lifecycle rules of buckets: moto forgets how many old versions a rule keeps."""

from typing import Any

from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response

EXPIRATION = "NoncurrentVersionExpiration"
KEPT = "NewerNoncurrentVersions"


def take_kept_versions() -> None:
    """AWS takes the number of old versions that never expire."""
    set_lifecycle = FakeBucket.set_lifecycle

    def take(self: FakeBucket, rules: list[dict[str, Any]]) -> None:
        set_lifecycle(self, rules)
        for rule, asked in zip(self.rules, rules, strict=True):
            rule.kept_versions = (asked.get(EXPIRATION) or {}).get(KEPT)

    FakeBucket.set_lifecycle = take  # type: ignore[method-assign]


def tell_kept_versions() -> None:
    """AWS tells it: until it does, the provider waits for the configuration to be as it was written."""
    get_bucket_lifecycle = S3Response.get_bucket_lifecycle

    def get(self: S3Response) -> Any:
        serialized = self.serialized

        def complete(answer: Any) -> Any:
            rules = self.backend.get_bucket_lifecycle(self.bucket_name)
            for told, rule in zip(answer.result["Rules"], rules, strict=True):
                kept = getattr(rule, "kept_versions", None)
                if kept is not None:
                    told[EXPIRATION][KEPT] = kept
            return serialized(answer)

        self.serialized = complete  # type: ignore[method-assign]
        try:
            return get_bucket_lifecycle(self)
        finally:
            del self.serialized

    S3Response.get_bucket_lifecycle = get  # type: ignore[method-assign]


def close() -> None:
    take_kept_versions()
    tell_kept_versions()
