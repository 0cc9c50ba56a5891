import packageJson from '../../package.json' with { type: 'json' };
import { API_ROUTES } from '../../shared/http/access/api-routes.ts';
import type { RouteRules } from '../../shared/http/access/route-rules.ts';
import { SCOPES } from '../../shared/http/access/scope.ts';
import { exampleProblem } from '../../shared/http/problem-catalogue/describe-problem.ts';
import type { ErrorCode } from '../../shared/kernel/errors.ts';
import { ANSWERS, type AnswerName } from './answers.ts';
import { ANSWER_EXAMPLES } from './examples.ts';
import { componentSchemas, type Json, refTo } from './json-schema.ts';
import type { ApiOperation } from './operations/api-operation.ts';
import { OPERATIONS } from './operations/operations.ts';
import { problemExamples, problemResponses } from './problems.ts';

const INFO = {
  title: 'PrivateNumber back end',
  version: packageJson.version,
  summary: packageJson.description,
  license: { name: 'MIT', identifier: 'MIT' },
  description: [
    'Numbers are taken as people write them and answered in E.164; to a caller with the scope `read:masked` and without `read` as `+861****0001`. Times are ISO 8601 in UTC, durations whole seconds.',
    'Every error is `application/problem+json` (RFC 9457). `code` is stable; `detail` is for people and holds no number.',
    'A path that is not listed here is 404 `not-found`. `internal-error` is a fault of ours and may come from any route.',
  ].join('\n\n'),
};

const SERVERS = [
  { url: 'http://127.0.0.1:3000', description: '`npm start`; the key is `local-api-key`' },
  {
    url: 'https://{apiId}.execute-api.{region}.{suffix}',
    description: 'deployed',
    variables: {
      apiId: { default: 'abcdefghij', description: 'shown by the deployment' },
      region: { default: 'cn-north-1' },
      suffix: { default: 'amazonaws.com.cn', description: '`amazonaws.com` outside China' },
    },
  },
];

const signatureIn = (name: string): Json => ({
  type: 'apiKey',
  in: 'header',
  name,
  description:
    'UsernameToken with `Username` (app key), `PasswordDigest`, `Nonce` and `Created`, signed by the platform with the app secret.',
});

const SCOPE_WORDS = SCOPES.map((scope) => `\`${scope}\``).join(', ');

const SECURITY_SCHEMES = {
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    description: `An API key of a caller of the access document, which has scopes (${SCOPE_WORDS}), and may be limited to apps. A deployment may ask for a token of its issuer, or an AWS signature, in its place (\`apiGuard\`).`,
  },
  aksk: signatureIn('X-AKSK'),
  wsse: signatureIn('X-WSSE'),
};

const SECURITY = {
  'api-key': [{ apiKey: [] }],
  signature: [{ aksk: [] }, { wsse: [] }],
  open: [],
} satisfies Record<ApiOperation['access'], readonly Json[]>;

/** The problems that every route of that access may answer besides its own. */
const COMMON_PROBLEMS = {
  'api-key': ['unauthorized', 'forbidden', 'internal-error'],
  signature: ['unauthorized', 'forbidden', 'not-found', 'internal-error'],
  open: [],
} satisfies Record<ApiOperation['access'], readonly ErrorCode[]>;

/** The problem codes that a route may answer. */
export const problemsOf = ({ access, problems }: ApiOperation): readonly ErrorCode[] => [
  ...problems,
  ...COMMON_PROBLEMS[access],
];

const exampleOf = (name: AnswerName): unknown =>
  name === 'Problem' ? exampleProblem('invalid-request') : ANSWER_EXAMPLES[name];

const isNamed = (
  answer: ApiOperation['answers'][number],
): answer is Readonly<{ description: string; as: AnswerName }> => 'as' in answer;

const responseOf = (answer: ApiOperation['answers'][number]): Json => {
  if (!isNamed(answer)) return answer;
  const { description, as } = answer;
  const schema =
    as === 'VerifiedBinding'
      ? { anyOf: [{ $ref: refTo('VerifiedBinding') }, { $ref: refTo('Binding') }] }
      : { $ref: refTo(as) };
  return { description, content: { 'application/json': { schema, example: exampleOf(as) } } };
};

const RULES: RouteRules = API_ROUTES;

const scopeNote = (routeKey: string): string | undefined => {
  const scopes = RULES[routeKey]?.scopes;
  if (scopes === undefined) return undefined;
  if (scopes.length === 0) return 'Every caller may ask, whatever its scopes.';
  return `Needs the scope ${scopes.map((scope) => `\`${scope}\``).join(' or ')}.`;
};

const operationOf = (routeKey: string, operation: ApiOperation): Json => {
  const { id, tag, summary, parameters, requestBody, answers, access } = operation;
  const description = [operation.description, scopeNote(routeKey)]
    .filter((text) => text !== undefined)
    .join('\n\n');
  const own = Object.entries(answers).map(([status, answer]) => [status, responseOf(answer)]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === '' ? {} : { description }),
    security: SECURITY[access],
    ...(parameters === undefined ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: { ...Object.fromEntries(own), ...problemResponses(problemsOf(operation)) },
  };
};

const paths = (): Json => {
  const byPath: Record<string, Record<string, Json>> = {};
  for (const [routeKey, operation] of Object.entries(OPERATIONS)) {
    const [method = '', path = ''] = routeKey.split(' ');
    byPath[path] = { ...byPath[path], [method.toLowerCase()]: operationOf(routeKey, operation) };
  }
  return byPath;
};

/** The OpenAPI 3.1 document of the HTTP API, webhooks included. */
export const openapiDocument = (): Json => ({
  openapi: '3.1.0',
  info: INFO,
  servers: SERVERS,
  paths: paths(),
  components: {
    schemas: componentSchemas(ANSWERS),
    examples: problemExamples(),
    securitySchemes: SECURITY_SCHEMES,
  },
});
