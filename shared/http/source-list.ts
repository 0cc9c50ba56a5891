import { BlockList, isIP } from 'node:net';

type Range = Readonly<{ address: string; family: 'ipv4' | 'ipv6'; bits: number }>;

/** A range in CIDR notation, or a single address; `undefined` for anything else. */
const rangeOf = (text: string): Range | undefined => {
  const [, address = '', written] = /^([\d.]+|[\da-f:.]+)(?:\/(0|[1-9]\d{0,2}))?$/i.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return undefined;
  const most = version === 4 ? 32 : 128;
  const bits = written === undefined ? most : Number(written);
  return bits > most ? undefined : { address, family: version === 4 ? 'ipv4' : 'ipv6', bits };
};

/** Tells whether a text is an address or a range of addresses: `203.0.113.0/24`, `2001:db8::/32`, `203.0.113.7`. */
export const isSourceRange = (text: string): boolean => rangeOf(text) !== undefined;

/** Tells of an address whether one of the ranges has it. IPv4 that is written as IPv6 (`::ffff:203.0.113.7`) counts as IPv4. */
export const createSourceList = (ranges: readonly string[]): ((address: string) => boolean) => {
  const list = new BlockList();
  for (const text of ranges) {
    const range = rangeOf(text);
    if (range !== undefined) list.addSubnet(range.address, range.bits, range.family);
  }
  return (address) => {
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
  };
};
