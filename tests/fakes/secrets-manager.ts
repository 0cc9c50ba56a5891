import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Version = { id: string; text: string; createdAt: number };

/** A request as it came. */
export type HeardRequest = Readonly<{ operation: string; body: Record<string, unknown>; url: string }>;

/**
 * Secrets Manager's GetSecretValue and PutSecretValue over HTTP, as its API reference describes them: a put makes the version in
 * force AWSPREVIOUS, and a secret without a value is not found. Version ids count from `version-1` on; `at` says when.
 */
export const startSecretsManager = async (secretNames: readonly string[], at: () => Date) => {
  const secrets = new Map<string, Version[]>(secretNames.map((name) => [name, []]));
  const heard: HeardRequest[] = [];
  const answerTo = (operation: string, body: Record<string, unknown>) => {
    const versions = secrets.get(String(body['SecretId']));
    const notFound = (what: string) => ({
      status: 400,
      answer: {
        __type: 'ResourceNotFoundException',
        Message: `Secrets Manager can't find the specified ${what}.`,
      },
    });
    if (versions === undefined) return notFound('secret');
    if (operation === 'PutSecretValue') {
      const id = `version-${versions.length + 1}`;
      versions.push({ id, text: String(body['SecretString']), createdAt: at().getTime() / 1000 });
      return {
        status: 200,
        answer: { Name: body['SecretId'], VersionId: id, VersionStages: ['AWSCURRENT'] },
      };
    }
    const found = versions.at(body['VersionStage'] === 'AWSPREVIOUS' ? -2 : -1);
    if (found === undefined) return notFound('secret value for staging label');
    const { id, createdAt } = found;
    return { status: 200, answer: { VersionId: id, SecretString: found.text, CreatedDate: createdAt } };
  };
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = JSON.parse(await text(request)) as Record<string, unknown>;
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    heard.push({ operation, body, url: request.url ?? '' });
    const { status, answer } = answerTo(operation, body);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    heard,
    /** Writes a version past the API, with the time that `at` says now. */
    put: (name: string, value: string): void => {
      answerTo('PutSecretValue', { SecretId: name, SecretString: value });
    },
    /** The texts of a secret, the oldest first. */
    textsOf: (name: string): readonly string[] => (secrets.get(name) ?? []).map((version) => version.text),
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
