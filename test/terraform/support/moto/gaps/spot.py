"""Spot Instances launched by RunInstances with market options: moto keeps no request for them."""

import copy
from collections.abc import Callable
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.instances import Instance, InstanceState
from moto.ec2.models.spot_requests import SpotInstanceRequest, SpotRequestBackend
from moto.ec2.responses.instances import InstanceResponse
from moto.ec2.utils import random_spot_request_id

import request_log

# AWS takes the on-demand price where none is given; any price above what the tests ask for will do.
DEFAULT_PRICE = "5"


class InstanceRequest(SpotInstanceRequest):
    """The request behind an instance that runs already, where moto's own class would launch another."""

    def __init__(self, instance: Instance, options: dict[str, Any], tags: dict[str, dict[str, str]]):
        self._fulfilled_by = instance
        super().__init__(
            ec2_backend=instance.ec2_backend,
            spot_request_id=random_spot_request_id(),
            price=options.get("MaxPrice") or DEFAULT_PRICE,
            image_id=instance.image_id,
            spot_instance_type=options.get("SpotInstanceType") or "one-time",
            valid_from=None,
            valid_until=None,
            launch_group=None,
            availability_zone_group=None,
            key_name=instance.key_name,
            security_groups=[group.id for group in instance.security_groups],
            user_data=None,
            instance_type=instance.instance_type,
            placement=instance._placement.zone,
            kernel_id=None,
            ramdisk_id=None,
            monitoring_enabled=False,
            subnet_id=instance.subnet_id,
            tags=tags,
            spot_fleet_id=None,
            instance_interruption_behaviour=options.get("InstanceInterruptionBehavior"),
        )
        instance.spot_instance_request_id = self.id
        instance.ec2_backend.spot_instance_requests[self.id] = self
        self.launch_again: Callable[[], Instance] | None = None

    def launch_instance(self) -> Instance:
        return self._fulfilled_by


def request_of(instance: Instance) -> InstanceRequest | None:
    """The request that keeps an instance, unless it was cancelled or closed."""
    request = instance.ec2_backend.spot_instance_requests.get(instance.spot_instance_request_id)
    return request if isinstance(request, InstanceRequest) and request.state in ("active", "disabled") else None


def keep_request() -> None:
    """AWS keeps a request for each Spot Instance, and reports its price, type and interruption behaviour."""
    run_instances = InstanceResponse.run_instances

    def run(self: InstanceResponse) -> Any:
        market = self._get_param("InstanceMarketOptions", {}) or {}
        if market.get("MarketType") != "spot":
            return run_instances(self)
        options = market.get("SpotOptions") or {}
        refuse_unstoppable(options)
        result = run_instances(self)
        for instance in result.result.instances:
            request = InstanceRequest(instance, options, self._parse_tag_specification())
            request.launch_again = lambda: run_instances(self).result.instances[0]
        return result

    InstanceResponse.run_instances = run  # type: ignore[method-assign]


def refuse_unstoppable(options: dict[str, Any]) -> None:
    """AWS takes a persistent request only with the behaviour stop or hibernate (default: terminate)."""
    behaviour = options.get("InstanceInterruptionBehavior") or "terminate"
    if options.get("SpotInstanceType") == "persistent" and behaviour == "terminate":
        raise EC2ClientError(
            "InvalidParameterCombination",
            "A persistent Spot request needs the instance interruption behavior stop or hibernate.",
        )


def stop_only_persistent() -> None:
    """AWS stops a Spot Instance only when its request is persistent, and shows that request as disabled."""
    stop_instance = Instance.stop

    def stop(self: Instance) -> InstanceState:
        request = request_of(self)
        if self.spot_instance_request_id and (request is None or request.type != "persistent"):
            raise EC2ClientError(
                "UnsupportedOperation",
                f"You can't stop the Spot Instance '{self.id}' because it is associated with a one-time Spot "
                "Instance request. You can only stop Spot Instances associated with persistent Spot Instance "
                "requests.",
            )
        if request is not None:
            request.state = "disabled"
        return stop_instance(self)

    Instance.stop = stop  # type: ignore[method-assign]


def start_activates() -> None:
    """AWS makes the disabled request of a stopped instance active again when the instance is started."""
    start_instance = Instance.start

    def start(self: Instance) -> InstanceState:
        request = request_of(self)
        if request is not None:
            request.state = "active"
        return start_instance(self)

    Instance.start = start  # type: ignore[method-assign]


def terminate_relaunches() -> None:
    """AWS launches another instance when one is terminated whose persistent request is still open."""
    terminate_instance = Instance.terminate

    def terminate(self: Instance) -> InstanceState:
        if self.state == "terminated":
            # AWS answers a second TerminateInstances with success; moto would detach the volumes twice.
            return copy.copy(self._state)
        request = request_of(self)
        previous_state = terminate_instance(self)
        if request is None:
            return previous_state
        if request.type != "persistent" or request.launch_again is None:
            request.state = "closed"
            return previous_state
        replacement = request.launch_again()
        replacement.spot_instance_request_id = request.id
        request.instance, request.state = replacement, "active"
        request_log.report(
            "error",
            f"{self.id} was terminated while its persistent Spot request {request.id} was open: "
            f"AWS launches another instance in its place ({replacement.id})",
        )
        return previous_state

    Instance.terminate = terminate  # type: ignore[method-assign]


def cancelled_stays_visible() -> None:
    """AWS shows a cancelled request for a while, and terminates an instance that is stopped at that moment."""

    def cancel(self: Any, request_ids: list[str]) -> list[SpotInstanceRequest]:
        requests = [self.spot_instance_requests[request_id] for request_id in request_ids]
        for request in requests:
            request.state = "cancelled"
            if request.instance.state == "stopped":
                request.instance.terminate()
        return requests

    SpotRequestBackend.cancel_spot_instance_requests = cancel  # type: ignore[method-assign]


def close() -> None:
    keep_request()
    stop_only_persistent()
    start_activates()
    terminate_relaunches()
    cancelled_stays_visible()
