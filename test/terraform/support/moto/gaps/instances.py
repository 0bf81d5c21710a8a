"""What RunInstances and ModifyInstanceAttribute check and keep on AWS, and do not in moto."""

import base64
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.core.types import Base64EncodedString
from moto.ec2.models.instance_types import INSTANCE_TYPES
from moto.ec2.responses import instances as responses
from moto.ec2.responses.instances import InstanceResponse


def checked_launch() -> None:
    """Puts the checks of this module in front of RunInstances."""
    run_instances = InstanceResponse.run_instances

    def run(self: InstanceResponse) -> Any:
        require_key_pair(self)
        require_architecture(self)
        require_zone(self)
        result = run_instances(self)
        keep_termination_protection(self, result.result.instances)
        return result

    InstanceResponse.run_instances = run  # type: ignore[method-assign]


def require_key_pair(request: InstanceResponse) -> None:
    """AWS refuses the name of a key pair that does not exist."""
    name = request._get_param("KeyName")
    if name and name not in request.ec2_backend.key_pairs:
        raise EC2ClientError("InvalidKeyPair.NotFound", f"The key pair '{name}' does not exist")


def require_architecture(request: InstanceResponse) -> None:
    """AWS refuses an image of another architecture than the instance type's."""
    image = request.ec2_backend.amis.get(request._get_param("ImageId"))
    name = request._get_param("InstanceType")
    instance_type = INSTANCE_TYPES.get(name)
    if image is None or instance_type is None:
        return
    supported = instance_type["ProcessorInfo"]["SupportedArchitectures"]
    if image.architecture not in supported:
        raise EC2ClientError(
            "InvalidParameterValue",
            f"The architecture '{','.join(supported)}' of the specified instance type does not match the "
            f"architecture '{image.architecture}' of the specified AMI.",
        )


def require_zone(request: InstanceResponse) -> None:
    """AWS refuses an instance type in a zone that does not offer it."""
    interfaces = request._get_param("NetworkInterfaces", []) or []
    subnets = [request._get_param("SubnetId"), *(interface.get("SubnetId") for interface in interfaces)]
    subnet_id = next((subnet_id for subnet_id in subnets if subnet_id), None)
    name = request._get_param("InstanceType")
    if subnet_id is None or name is None:
        return
    zone = request.ec2_backend.get_subnet(subnet_id).availability_zone
    filters = {"instance-type": [name], "location": [zone]}
    if not request.ec2_backend.describe_instance_type_offerings("availability-zone", filters):
        raise EC2ClientError(
            "Unsupported",
            f"Your requested instance type ({name}) is not supported in your requested Availability Zone "
            f"({zone}).",
        )


def keep_termination_protection(request: InstanceResponse, launched: list[Any]) -> None:
    """AWS keeps DisableApiTermination from the launch on."""
    protected = str(request._get_param("DisableApiTermination")).lower() == "true"
    for instance in launched:
        instance.disable_api_termination = protected


def take_user_data() -> None:
    """AWS takes changed user data as it comes over the wire; moto has decoded it once by then and refuses it."""
    parse_user_data = responses.parse_user_data

    def parse(value: Any) -> Base64EncodedString | None:
        try:
            return parse_user_data(value)
        except EC2ClientError:
            raw = value if isinstance(value, bytes) else str(value).encode()
            return Base64EncodedString(base64.b64encode(raw).decode())

    responses.parse_user_data = parse


def close() -> None:
    checked_launch()
    take_user_data()
