import { Copy } from '../../kit/parts/controls.tsx';
import { Facts } from '../../kit/parts/data.tsx';
import { inLanguage } from '../../kit/state/language.ts';

const texts = inLanguage({
  en: {
    title: 'Signature',
    none: 'It carries no signature of this kind.',
    scheme: 'Scheme',
    schemes: {
      AKSK: 'AKSK: HMAC-SHA256 of nonce and time, with the app secret as its key',
      WSSE: 'WSSE, the older one: SHA-256 of nonce, time and app secret',
    },
    username: 'App key',
    digest: 'Digest',
    nonce: 'Nonce',
    created: 'Signed at',
    covers: 'It covers neither body nor address: whoever knows one can send another body within its time.',
  },
  zh: {
    title: '签名',
    none: '没有此类签名。',
    scheme: '方案',
    schemes: {
      AKSK: 'AKSK：以 app secret 为密钥，对随机数和时间做 HMAC-SHA256',
      WSSE: 'WSSE（旧）：对随机数、时间和 app secret 做 SHA-256',
    },
    username: 'App key',
    digest: '摘要',
    nonce: '随机数',
    created: '签名时间',
    covers: '签名不包含正文和地址：知道签名的人可在有效期内发送其他正文。',
  },
});

const partsOf = (header: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );

/** The signature in the headers of a request or a push, taken apart. */
export const Signature = ({ headers }: Readonly<{ headers: Readonly<Record<string, string>> }>) => {
  const t = texts.value;
  const scheme = headers['x-aksk'] === undefined ? 'WSSE' : 'AKSK';
  const header = headers['x-aksk'] ?? headers['x-wsse'];
  if (header === undefined) return <p class="dim">{t.none}</p>;
  const { Username, PasswordDigest = '', Nonce = '', Created } = partsOf(header);
  return (
    <div class="stack">
      <Facts
        facts={[
          [t.scheme, t.schemes[scheme]],
          [t.username, Username === undefined ? undefined : <code key="key">{Username}</code>],
          [t.digest, <Copy key="digest" id value={PasswordDigest} what={t.digest} />],
          [t.nonce, <Copy key="nonce" id value={Nonce} what={t.nonce} />],
          [t.created, Created === undefined ? undefined : <code key="at">{Created}</code>],
        ]}
      />
      <p class="small dim">{t.covers}</p>
    </div>
  );
};
