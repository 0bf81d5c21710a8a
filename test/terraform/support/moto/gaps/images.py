"""Machine images: moto's list ends before Ubuntu 22.04, and its public parameters name images that it has not."""

import re
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.ec2.models import amis, ec2_backends
from moto.ec2.models.amis import Ami
from moto.ec2.utils import random_ami_id
from moto.ssm.models import ParameterDict, ssm_backends

CANONICAL = "099720109477"


def ubuntu(ami_id: str, architecture: str, arch: str) -> dict[str, Any]:
    name = f"ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-{arch}-server-20250305"
    return {
        "ami_id": ami_id,
        "name": name,
        "description": f"Canonical, Ubuntu, 22.04 LTS, {arch} jammy image",
        "image_location": f"amazon/{name}",
        "owner_id": CANONICAL,
        "public": True,
        "state": "available",
        "architecture": architecture,
        "image_type": "machine",
        "platform": None,
        "virtualization_type": "hvm",
        "hypervisor": "xen",
        "root_device_type": "ebs",
        "root_device_name": "/dev/sda1",
        "sriov": "simple",
    }


def publish_ubuntu() -> None:
    """AWS has Canonical's Ubuntu 22.04 for both architectures in every region."""
    # Beside moto's own list, not in MOTO_AMIS_PATH: that would also replace the lists of each region.
    amis.AMIS.append(ubuntu("ami-0a2204000000a0064", "x86_64", "amd64"))
    amis.AMIS.append(ubuntu("ami-0a2204000000b0064", "arm64", "arm64"))


AMAZON_LINUX = re.compile(r"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-(x86_64|arm64)")


def publish_amazon_linux() -> None:
    """AWS's public parameter names the newest image of Amazon Linux 2023 that there is in its region."""
    load = ParameterDict._load_latest_amis

    def load_existing(parameters: ParameterDict) -> None:
        load(parameters)
        images = ec2_backends[parameters.account_id][parameters.region_name].amis.values()
        for name, versions in list(parameters.items()):
            architecture = AMAZON_LINUX.fullmatch(name)
            if architecture is None:
                continue
            full = re.compile(rf"al2023-ami-2023\..*-kernel-.*-{architecture[1]}")
            newest = max((image for image in images if full.fullmatch(image.name)), key=lambda image: image.name)
            versions[-1].value = newest.id

    ParameterDict._load_latest_amis = load_existing


def publish_newer(region: str, image_id: str) -> str:
    """A publisher releases the successor of an image: the next build number in the name, a later date."""
    backend = ec2_backends[DEFAULT_ACCOUNT_ID][region]
    old = backend.amis[image_id]
    new = Ami(
        backend,
        random_ami_id(),
        name=next_build(old.name),
        description=old.description,
        owner_id=old.owner_id,
        owner_alias=old.owner_alias,
        public=True,
        virtualization_type=old.virtualization_type,
        architecture=old.architecture,
        platform=old.platform,
        image_location=old.image_location,
        hypervisor=old.hypervisor,
        root_device_type=old.root_device_type,
        root_device_name=old.root_device_name,
    )
    backend.amis[new.id] = new
    for versions in ssm_backends[DEFAULT_ACCOUNT_ID][region]._parameters.values():
        if versions[-1].value == image_id:
            versions[-1].value = new.id
    return new.id


def next_build(name: str) -> str:
    builds = list(re.finditer(r"\d{8}", name))
    if not builds:
        raise ValueError(f"no build number of eight digits in the image's name: {name}")
    last = builds[-1]
    return f"{name[: last.start()]}{int(last.group()) + 1}{name[last.end() :]}"


def close() -> None:
    publish_ubuntu()
    publish_amazon_linux()
