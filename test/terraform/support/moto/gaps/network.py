"""Network interfaces of instances."""

from typing import Any

from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.responses.instances import InstanceResponse


def groups_of_interface() -> None:
    """AWS shows the security groups given on a launch's network interface as the instance's groups."""
    run_instances = InstanceResponse.run_instances

    def run(self: InstanceResponse) -> Any:
        result = run_instances(self)
        for instance in result.result.instances:
            if instance.security_groups:
                continue
            for interface in self._get_param("NetworkInterfaces", []) or []:
                for group_id in interface.get("Groups") or []:
                    instance.security_groups.append(self.ec2_backend.get_security_group_from_id(group_id))
        return result

    InstanceResponse.run_instances = run  # type: ignore[method-assign]


def interfaces_end_with_instance() -> None:
    """AWS deletes the interface that a launch made when the instance is terminated, unless told to keep it."""
    run_instances = InstanceResponse.run_instances

    def run(self: InstanceResponse) -> Any:
        result = run_instances(self)
        kept = {
            int(interface.get("DeviceIndex") or 0)
            for interface in self._get_param("NetworkInterfaces", []) or []
            if interface.get("NetworkInterfaceId") or interface.get("DeleteOnTermination") is False
        }
        for instance in result.result.instances:
            for index, interface in instance.nics.items():
                interface.delete_on_termination = index not in kept
        return result

    InstanceResponse.run_instances = run  # type: ignore[method-assign]


def no_empty_association() -> None:
    """AWS shows no association for an interface without a public address; moto sends an empty one."""
    association = NetworkInterface.association.fget
    NetworkInterface.association = property(  # type: ignore[assignment, method-assign]
        lambda self: association(self) or None
    )


def elastic_address_stays() -> None:
    """An Elastic IP takes the place of an address that AWS gave by itself, and stays over stop and start."""

    def elastic(interface: NetworkInterface) -> Any:
        addresses = interface.ec2_backend.address_by_ip([interface.public_ip], fail_if_not_found=False)
        return interface.public_ip is not None and bool(addresses)

    stop, start = NetworkInterface.stop, NetworkInterface.start

    def stop_interface(self: NetworkInterface) -> None:
        if not elastic(self):
            stop(self)

    def start_interface(self: NetworkInterface) -> None:
        if not elastic(self):
            start(self)

    NetworkInterface.stop = stop_interface  # type: ignore[method-assign]
    NetworkInterface.start = start_interface  # type: ignore[method-assign]


def close() -> None:
    groups_of_interface()
    interfaces_end_with_instance()
    no_empty_association()
    elastic_address_stays()
