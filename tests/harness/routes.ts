import * as v from 'valibot';
import type { Template } from '../../tools/local-stack/template.ts';

/** A route of the deployed API: what it matches, whose function answers, and whether that has callers with an API key. */
export type Route = Readonly<{
  routeKey: string;
  method: string;
  path: string;
  functionFolder: string;
  keyed: boolean;
}>;

const RouteProperties = v.object({
  RouteKey: v.string(),
  Target: v.object({
    'Fn::Join': v.tuple([v.string(), v.tuple([v.string(), v.object({ Ref: v.string() })])]),
  }),
});
const IntegrationProperties = v.object({
  IntegrationUri: v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) }),
});
const FunctionProperties = v.object({
  Handler: v.string(),
  Environment: v.object({ Variables: v.record(v.string(), v.unknown()) }),
});

/** Every route of the template, so that tests go where requests go once deployed. */
export const routesOf = ({ Resources }: Template): readonly Route[] =>
  Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
    .map(({ Properties }) => {
      const { RouteKey, Target } = v.parse(RouteProperties, Properties);
      const [, [, { Ref }]] = Target['Fn::Join'];
      const integration = v.parse(IntegrationProperties, Resources[Ref]?.Properties);
      const [functionId] = integration.IntegrationUri['Fn::GetAtt'];
      const { Handler, Environment } = v.parse(FunctionProperties, Resources[functionId]?.Properties);
      const [method = '', path = ''] = RouteKey.split(' ');
      return {
        routeKey: RouteKey,
        method,
        path,
        functionFolder: Handler.split('/')[1] ?? '',
        keyed: 'API_GUARD' in Environment.Variables,
      };
    });

/**
 * The route a request goes to, with its path parameters; literal paths win over parameters, and these over the rest of a path
 * (`{proxy+}`); `$default` is last.
 */
export const matchRoute = (
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; parameters: Record<string, string> } | undefined => {
  const matching = routes
    .filter((route) => route.method === method || route.method === 'ANY')
    .flatMap((route) => {
      const parameters = parametersOf(route.path, path);
      return parameters === undefined ? [] : [{ route, parameters }];
    })
    .sort((left, right) => widthOf(left) - widthOf(right));
  const fallback = routes.find((route) => route.routeKey === '$default');
  return matching[0] ?? (fallback && { route: fallback, parameters: {} });
};

type Match = Readonly<{ route: Route; parameters: Record<string, string> }>;

const widthOf = ({ route, parameters }: Match): number =>
  route.path.endsWith('+}') ? Number.POSITIVE_INFINITY : Object.keys(parameters).length;

const parametersOf = (pattern: string, path: string): Record<string, string> | undefined => {
  const [, start, rest] = /^(.*\/)\{(\w+)\+\}$/.exec(pattern) ?? [];
  if (start !== undefined && rest !== undefined) return restOf(path, start, rest);
  const wanted = pattern.split('/');
  const sent = path.split('/');
  if (wanted.length !== sent.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = sent[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== value) return undefined;
    if (name !== undefined && value === '') return undefined;
    if (name !== undefined) parameters[name] = decoded(value);
  }
  return parameters;
};

const restOf = (path: string, start: string, name: string): Record<string, string> | undefined =>
  path.startsWith(start) && path.length > start.length
    ? { [name]: decoded(path.slice(start.length)) }
    : undefined;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
