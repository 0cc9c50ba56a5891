import { type ScannedFile, type SecretFinding, shortened } from './finding.ts';

/** A rule looks for texts of one form; `isMeant` says which of them count. The last group, or else all of it, is the text. */
type Rule = Readonly<{ rule: string; pattern: RegExp; isMeant: (text: string, path: string) => boolean }>;

/** Of 32 random bytes some 30 differ; those that tests make up are one byte again and again. */
const LEAST_DIFFERENT_BYTES = 16;

const isRandomKey = (text: string): boolean => {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  return bytes.length === 32 && new Set(bytes).size >= LEAST_DIFFERENT_BYTES;
};

/** Letters of both cases and digits, without the dashes between words of what is made up. */
const looksRandom = (text: string): boolean =>
  /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && !/[-_](?=[a-z])/.test(text);

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '').replace(/^(00)?86(?=\d{11}$)/, '');

/**
 * A mobile number of the mainland is made up when four noughts follow the first three digits, as in all examples of this project, or
 * when its last eight digits are one digit again and again, or count up or down.
 */
const isOfFiction = (number: string): boolean =>
  /^1\d\d0000/.test(number) || /^\d{3}(?:(\d)\1{7}|12345678|23456789|87654321|98765432)$/.test(number);

const RULES: readonly Rule[] = [
  {
    // Secretlint finds the secret part; the id stands beside it, and says whose it is.
    rule: 'aws-access-key',
    pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g,
    isMeant: (text) => !text.endsWith('EXAMPLE'),
  },
  {
    rule: 'data-key',
    pattern: /(?<![\w+/=-])([A-Za-z0-9+/]{43}=)(?![\w+/=])/g,
    isMeant: isRandomKey,
  },
  {
    rule: 'data-key',
    pattern: /(?:key|secret)["']?\s*[:=]\s*["'`]([A-Za-z0-9_-]{43}|[0-9a-f]{64})["'`]/gi,
    isMeant: isRandomKey,
  },
  {
    rule: 'secret-value',
    pattern:
      /(?:secret|password|passwd|api_?key|token)["']?\s*[:=]\s*["'`]?([A-Za-z0-9+/_-]{16,}={0,2})(?![\w(.])/gi,
    isMeant: looksRandom,
  },
  {
    rule: 'phone-number',
    pattern: /(?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g,
    // Digests of packages are full of digits.
    isMeant: (text, path) => !path.endsWith('package-lock.json') && !isOfFiction(digitsOf(text)),
  },
];

/** Everything that the rules of this project find: keys and secrets of its documents, and numbers that may be somebody's. */
export const findByOwnRules = ({ path, text }: ScannedFile): readonly SecretFinding[] => {
  // Full-width digits are digits.
  const plain = text.normalize('NFKC');
  return RULES.flatMap(({ rule, pattern, isMeant }) =>
    [...plain.matchAll(pattern)].flatMap((match) => {
      const found = match[1] ?? match[0];
      if (!isMeant(found, path)) return [];
      return [{ path, line: plain.slice(0, match.index).split('\n').length, rule, found: shortened(found) }];
    }),
  );
};
