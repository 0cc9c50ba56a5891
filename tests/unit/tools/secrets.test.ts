import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { notAllowed } from '../../../tools/secrets/allowed.ts';
import { findSecrets } from '../../../tools/secrets/find-secrets.ts';

/** Random-looking and the same each time; put together here, so that this file holds none of it. */
const randomBytes = (name: string) => createHash('sha256').update(name).digest();
const KEY = randomBytes('a data key').toString('base64');
const SECRET = `Zk3v${'X9qLm2TtR7yBw5Nc8Hd1'}`;
const AWS_ID = `AKIA${'QYLPMN5HGT3ZXC7W'}`;
const PRIVATE_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

const rulesIn = async (text: string, path = 'docs/some.md') =>
  (await findSecrets({ path, text: `first line\n${text}\n` })).map(({ rule, line }) => `${line} ${rule}`);

describe('a secret is found', () => {
  it.each([
    ['an access key of AWS', `AWS_ACCESS_KEY_ID=${AWS_ID}`, '2 aws-access-key'],
    ['a secret key of AWS', `AWS_SECRET_ACCESS_KEY=${SECRET}${SECRET.slice(0, 16)}`, '2 aws'],
    ['a private key', PRIVATE_KEY, '2 privatekey'],
    ['a token of GitHub', `token: ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO2rTHbx'.slice(0, 36)}`, '2 github'],
    ['a data key in a document', `{ "dataKeys": [{ "id": "k1", "key": "${KEY}" }] }`, '2 data-key'],
    [
      'a look-up key in Base64 for addresses',
      `lookupKey: '${randomBytes('another').toString('base64url')}'`,
      '2 data-key',
    ],
    ['a data key in hexadecimal', `key = "${randomBytes('hex').toString('hex')}"`, '2 data-key'],
    ['the secret of an app', `appSecret: '${SECRET}'`, '2 secret-value'],
    ['a password in a variable', `PROXY_PASSWORD=${SECRET}`, '2 secret-value'],
    ['a number', `+86${'138'}12399679`, '2 phone-number'],
    ['a number with dashes', `call ${'139'}-1239-9679 now`, '2 phone-number'],
    ['a number in full-width digits', `１３８１２${'３９９６７９'}`, '2 phone-number'],
    ['a number with 0086', `0086 ${'186'} 1239 9679`, '2 phone-number'],
  ])('%s', async (_name, text, found) => {
    expect(await rulesIn(text)).toContain(found);
  });

  it('and shown by its first and last characters alone', async () => {
    const [finding] = await findSecrets({ path: 'docs/some.md', text: `appSecret: '${SECRET}'` });

    expect(finding).toEqual({ path: 'docs/some.md', line: 1, rule: 'secret-value', found: 'Zk3v…8Hd1' });
  });

  it('and is a fault in a file that is not allowed to have it', async () => {
    const findings = await findSecrets({ path: 'tests/builders/pushes.ts', text: `appSecret: '${SECRET}'` });

    expect(notAllowed(findings)).toHaveLength(1);
  });
});

describe('made-up values are left alone', () => {
  it.each([
    ['numbers of the examples', '+8613800000001 13900000002 +8617000000123 86 138-0000-0001'],
    ['numbers that nobody has', '13812345678 +8617099999999 17087654321'],
    ['longer and shorter digits', '1772764280000 1381239967 20260301103009'],
    ['keys of one byte', `"key": "${Buffer.alloc(32, 1).toString('base64')}"`],
    ['words for secrets', "appSecret: 'test-app-secret-rides-0001'"],
    ['code that reads a secret', 'const appSecret = configuration.appSecret;'],
  ])('%s', async (_name, text) => {
    expect(await rulesIn(text)).toEqual([]);
  });

  it('and so are the digests of packages', async () => {
    expect(await rulesIn(`"integrity": "sha512-a138${'12399679'}b"`, 'package-lock.json')).toEqual([]);
  });
});
