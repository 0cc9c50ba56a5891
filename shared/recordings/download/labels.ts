import type { IncomingMessage } from 'node:http';

/** A label of the host that does not fit the file, although its bytes do. */
export type OddLabel = 'wrong-content-type' | 'wrong-content-encoding' | `http-${number}`;

/** Sound is often served as plain bytes; text in any of its forms is what an error page would be called. */
const TEXT = /^\s*(?:text\/|(?:application|image)\/(?:[\w.-]+\+)?(?:json|xml|html|problem)\b)/i;

/** The odd labels of a successful answer; `mislabelled`: its Content-Encoding does not say how it is packed. */
export const oddLabelsOf = (
  { statusCode = 0, headers }: Pick<IncomingMessage, 'statusCode' | 'headers'>,
  mislabelled: boolean,
): OddLabel[] => [
  ...(statusCode === 200 || statusCode === 206 ? [] : [`http-${statusCode}` as const]),
  ...(TEXT.test(headers['content-type'] ?? '') ? ['wrong-content-type' as const] : []),
  ...(mislabelled ? ['wrong-content-encoding' as const] : []),
];

/** Whether it says that it is a part of the file (206), and not the whole of it: `bytes 0-43/44` (RFC 9110, 14.4). */
export const isPart = ({ statusCode, headers }: Pick<IncomingMessage, 'statusCode' | 'headers'>): boolean => {
  if (statusCode !== 206) return false;
  const [, first, last, size] =
    /^\s*bytes\s+(\d+)-(\d+)\/(\d+)\s*$/i.exec(headers['content-range'] ?? '') ?? [];
  return first === undefined || Number(first) !== 0 || Number(last) + 1 !== Number(size);
};
