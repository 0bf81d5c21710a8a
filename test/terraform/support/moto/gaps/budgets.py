"""AWS Budgets: what the provider reads back after creating a budget, and moto does not answer."""

import json
from typing import Any

from moto.budgets.models import Budget
from moto.budgets.responses import BudgetsResponse


def budget_of(request: BudgetsResponse, name: str) -> Budget:
    account_id = request._get_param("AccountId") or request.current_account
    # Raises AWS's own NotFoundException.
    request.backend.describe_budget(account_id=account_id, budget_name=name)
    return request.backend.budgets[account_id][name]


def tagged_budget(request: BudgetsResponse) -> Budget:
    return budget_of(request, request._get_param("ResourceARN").split("budget/", 1)[1])


def tags_of(budget: Budget) -> dict[str, str]:
    return budget.__dict__.setdefault("resource_tags", {})


def same_notification(one: dict[str, Any], other: dict[str, Any]) -> bool:
    def identity(details: dict[str, Any]) -> tuple[Any, ...]:
        kind = details.get("ThresholdType") or "PERCENTAGE"
        threshold = float(details.get("Threshold") or 0)
        return details.get("NotificationType"), details.get("ComparisonOperator"), kind, threshold

    return identity(one) == identity(other)


def keep_tags_of_create() -> None:
    """AWS keeps the tags given at CreateBudget."""
    create_budget = BudgetsResponse.create_budget

    def create(self: BudgetsResponse) -> str:
        answer = create_budget(self)
        budget = budget_of(self, self._get_param("Budget")["BudgetName"])
        tags_of(budget).update({tag["Key"]: tag["Value"] for tag in self._get_param("ResourceTags") or []})
        return answer

    BudgetsResponse.create_budget = create  # type: ignore[method-assign]


def update_budget(self: BudgetsResponse) -> str:
    """AWS replaces the budget and leaves its notifications alone."""
    changed = self._get_param("NewBudget")
    budget_of(self, changed["BudgetName"]).budget.update(changed)
    return json.dumps({})


def describe_subscribers_for_notification(self: BudgetsResponse) -> str:
    """AWS lists who hears of a notification."""
    budget = budget_of(self, self._get_param("BudgetName"))
    asked = self._get_param("Notification")
    for notification in budget.notifications:
        if same_notification(notification.details, asked):
            return json.dumps({"Subscribers": notification.subscribers})
    return json.dumps({"Subscribers": []})


def list_tags_for_resource(self: BudgetsResponse) -> str:
    """AWS lists a budget's tags."""
    tags = [{"Key": key, "Value": value} for key, value in tags_of(tagged_budget(self)).items()]
    return json.dumps({"ResourceTags": tags})


def tag_resource(self: BudgetsResponse) -> str:
    """AWS adds tags to a budget."""
    tags_of(tagged_budget(self)).update({tag["Key"]: tag["Value"] for tag in self._get_param("ResourceTags")})
    return json.dumps({})


def untag_resource(self: BudgetsResponse) -> str:
    """AWS removes tags from a budget."""
    for key in self._get_param("ResourceTagKeys"):
        tags_of(tagged_budget(self)).pop(key, None)
    return json.dumps({})


def close() -> None:
    keep_tags_of_create()
    for action in (
        update_budget,
        describe_subscribers_for_notification,
        list_tags_for_resource,
        tag_resource,
        untag_resource,
    ):
        setattr(BudgetsResponse, action.__name__, action)
