/** Firecracker needs /dev/kvm, which EC2 gives to bare-metal instances only. */
export const INSTANCE_TYPE = "c5.metal";
