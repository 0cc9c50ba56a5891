import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * IPv4 that is not the public internet: IANA's special-purpose registry (RFC 6890), multicast, the reserved block, and
 * the one public address that is a cloud's own wire server (Azure, 168.63.129.16). Link-local has the metadata service
 * of nearly every cloud (169.254.169.254), the shared space that of another (100.100.100.200).
 */
const NOT_PUBLIC_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Global unicast is the one block that IANA gives out; loopback, mapped, NAT64, private, link-local lie outside it. */
const GLOBAL_IPV6 = ['2000::', 3] as const;

/** Inside it: IETF protocols with Teredo, documentation, 6to4 (which carries any IPv4 address). */
const NOT_PUBLIC_IPV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const notPublicIpv4 = new BlockList();
for (const [network, prefix] of NOT_PUBLIC_IPV4) notPublicIpv4.addSubnet(network, prefix, 'ipv4');

const globalIpv6 = new BlockList();
globalIpv6.addSubnet(...GLOBAL_IPV6, 'ipv6');

const notPublicIpv6 = new BlockList();
for (const [network, prefix] of NOT_PUBLIC_IPV6) notPublicIpv6.addSubnet(network, prefix, 'ipv6');

/**
 * Tells whether an IP address lies in the public internet. Everything doubtful does not: a string that is not an address, an
 * address with a zone, and every IPv6 form that wraps an IPv4 address, whichever one it wraps.
 */
export const isPublicAddress = (address: string): boolean => {
  if (isIP(address) === 0 || address.includes('%')) return false;
  if (isIPv4(address)) return !notPublicIpv4.check(address, 'ipv4');
  return globalIpv6.check(address, 'ipv6') && !notPublicIpv6.check(address, 'ipv6');
};
