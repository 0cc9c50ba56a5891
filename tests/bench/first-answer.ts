// Processor time that a fresh process takes to import the CDR webhook and to answer its first push of one CDR: with the lean
// clients, with the SDK as it is cut, and with the whole SDK. In turns, the least of each. For docs/adr/0033.
//
//   node tools/with-node24.mjs tests/bench/first-answer.ts [--rounds 15]
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { ROOT } from '../../tools/local-stack/template.ts';
import { bundleBytes, bundleFunctions } from '../../tools/serverless-plugin/bundle.mjs';
import { aCdrPush, aSentCdr, SAMPLE_APP, signedHeaders } from '../builders/pushes.ts';
import { configurationDocument } from '../harness/fixtures.ts';
import { ENVIRONMENT } from './import-ratio.ts';

const NAME = 'cdr-webhook';
const VARIANTS = [
  { title: 'lean', options: {} },
  { title: 'SDK, cut', options: { awsClients: 'sdk' } },
  { title: 'SDK, whole', options: { awsClients: 'sdk', cuts: [] } },
] as const;

const event = () => ({
  headers: signedHeaders({ created: `${new Date().toISOString().slice(0, 19)}Z` }),
  body: aCdrPush([aSentCdr()]),
  isBase64Encoded: false,
  rawPath: '/webhooks/cdr',
  requestContext: { requestId: 'bench', http: { method: 'POST' } },
});

const CERTIFICATE = join(ROOT, 'tests', 'fixtures', 'tls', 'loopback.crt');
const KEY = join(ROOT, 'tests', 'fixtures', 'tls', 'loopback.key');

/** DynamoDB and Secrets Manager that take no time: every write is fine. Over https, as in AWS. */
const startServices = async () => {
  const SecretString = JSON.stringify(configurationDocument([SAMPLE_APP], '127.0.0.1'));
  const tls = { cert: readFileSync(CERTIFICATE), key: readFileSync(KEY) };
  const server = createServer(tls, async (request, response) => {
    await request.toArray();
    const secret = String(request.headers['x-amz-target']).startsWith('secretsmanager');
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(secret ? { SecretString } : {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, endpoint: `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
};

const measure = async (file: string, endpoint: string): Promise<{ imported: number; answered: number }> => {
  const script = `
    const event = ${JSON.stringify(event())};
    const ms = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
    const before = ms();
    const { handler } = await import(${JSON.stringify(file)});
    const imported = ms() - before;
    const { statusCode } = await handler(event, { awsRequestId: 'bench', functionName: '${NAME}' });
    const answered = ms() - before;
    if (statusCode !== 200) throw new Error('answered ' + statusCode);
    process.stderr.write(JSON.stringify({ imported, answered }));
    process.exit();`;
  const { stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      ...ENVIRONMENT,
      AWS_ENDPOINT_URL: endpoint,
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
      AWS_ACCESS_KEY_ID: 'AKIDMADEUP',
      AWS_SECRET_ACCESS_KEY: 'made-up',
      AWS_SESSION_TOKEN: 'made-up'.repeat(100),
    },
  });
  return JSON.parse(stderr);
};

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const directory = await mkdtemp(join(tmpdir(), 'first-answer-'));
const { server, endpoint } = await startServices();
try {
  const rows = [];
  for (const [index, { title, options }] of VARIANTS.entries()) {
    const outDirectory = join(directory, String(index));
    const metafile = await bundleFunctions({ root: ROOT, names: [NAME], outDirectory, ...options });
    const file = join(outDirectory, NAME, 'functions', NAME, 'index.mjs');
    rows.push({
      title,
      file,
      kB: bundleBytes(metafile, NAME) / 1000,
      imported: Infinity,
      answered: Infinity,
    });
  }
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const row of rows) {
      const { imported, answered } = await measure(row.file, endpoint);
      row.imported = Math.min(row.imported, imported);
      row.answered = Math.min(row.answered, answered);
    }
  const whole = rows.at(-1)?.answered ?? Number.NaN;
  process.stdout.write('| | kB | import, ms | import and first answer, ms | as part of the whole SDK |\n');
  for (const { title, kB, imported, answered } of rows) {
    const columns = [kB.toFixed(1), imported.toFixed(1), answered.toFixed(1), (answered / whole).toFixed(2)];
    process.stdout.write(`| ${title} | ${columns.join(' | ')} |\n`);
  }
} finally {
  server.close();
  await rm(directory, { recursive: true, force: true });
}
