// The part of DynamoDB's expression language that this project writes, for tests/fakes/memory-documents.ts.

type Attributes = Record<string, unknown>;

/** An expression with what its `#names` and `:values` stand for. */
export type Expression = Readonly<{
  text: string;
  names: Readonly<Record<string, string>>;
  values: Readonly<Record<string, unknown>>;
}>;

const known = new Map<string, readonly string[]>();

/** There are few expressions, and each is asked of every item of a query. */
const tokensOf = (text: string): readonly string[] => {
  const tokens = known.get(text) ?? text.match(/<=|>=|<>|[()=<>,]|[#:]?\w+/g) ?? [];
  known.set(text, tokens);
  return tokens;
};

const less = (one: unknown, other: unknown): boolean =>
  typeof one === typeof other && (one as string) < (other as string);

/** Whether an item (none: no attributes) fulfils a condition. @throws for a word that is not understood. */
export const fulfils = ({ text, names, values }: Expression, item: Attributes = {}): boolean => {
  const tokens = [...tokensOf(text)];
  const next = (): string => tokens.shift() ?? '';
  const expectToken = (wanted: string): void => {
    const found = next();
    if (found !== wanted) throw new Error(`expected ${wanted}, found ${found} in: ${text}`);
  };
  const operand = (token: string): unknown => {
    if (!token.startsWith(':')) return item[token.startsWith('#') ? (names[token] ?? '') : token];
    if (!(token in values)) throw new Error(`no value for ${token} in: ${text}`);
    return values[token];
  };
  const functionOf = (name: string): boolean => {
    expectToken('(');
    const value = operand(next());
    if (name === 'begins_with') expectToken(',');
    const wanted = name === 'begins_with' ? operand(next()) : undefined;
    expectToken(')');
    if (name === 'attribute_exists') return value !== undefined;
    if (name === 'attribute_not_exists') return value === undefined;
    if (name === 'begins_with') return String(value).startsWith(String(wanted));
    throw new Error(`no function ${name} in: ${text}`);
  };
  const comparison = (left: unknown): boolean => {
    const operator = next();
    const right = operand(next());
    switch (operator) {
      case '=':
        return left !== undefined && left === right;
      case '<>':
        return left !== right;
      case '<':
        return less(left, right);
      case '<=':
        return less(left, right) || (left !== undefined && left === right);
      case '>':
        return less(right, left);
      case '>=':
        return less(right, left) || (left !== undefined && left === right);
      case 'BETWEEN': {
        expectToken('AND');
        const most = operand(next());
        return !less(left, right) && !less(most, left) && typeof left === typeof right;
      }
      default:
        throw new Error(`no operator ${operator} in: ${text}`);
    }
  };
  const primary = (): boolean => {
    const token = next();
    if (token === '(') {
      const inside = any();
      expectToken(')');
      return inside;
    }
    return tokens[0] === '(' ? functionOf(token) : comparison(operand(token));
  };
  const every = (): boolean => {
    let all = primary();
    while (tokens[0] === 'AND') {
      next();
      all = primary() && all;
    }
    return all;
  };
  const any = (): boolean => {
    let some = every();
    while (tokens[0] === 'OR') {
      next();
      some = every() || some;
    }
    return some;
  };
  const result = any();
  if (tokens.length > 0) throw new Error(`not understood: ${tokens.join(' ')} in: ${text}`);
  return result;
};

type Change = (item: Attributes, part: readonly string[], expression: Expression) => void;

const nameOf = (token: string, { names }: Expression): string =>
  token.startsWith('#') ? (names[token] ?? '') : token;

/** The value of `if_not_exists(name, :value)`, which is known of the attribute itself only, and whatever follows. */
const defaultOf = (name: string, tokens: readonly string[]): readonly string[] => {
  const [, open, former, comma, value = '', close, ...more] = tokens;
  return open === '(' && former === name && comma === ',' && close === ')' ? [value, ...more] : [];
};

const CHANGES: Readonly<Record<string, Change>> = {
  REMOVE(item, [name = ''], expression) {
    delete item[nameOf(name, expression)];
  },
  ADD(item, [name = '', value = ''], expression) {
    const by = expression.values[value];
    const attribute = nameOf(name, expression);
    const before = item[attribute];
    if (typeof by === 'number') item[attribute] = Number(before ?? 0) + by;
    else if (by instanceof Set) item[attribute] = new Set([...(before instanceof Set ? before : []), ...by]);
    else throw new Error(`ADD knows numbers and sets only: ${expression.text}`);
  },
  SET(item, [name = '', equals, ...given], expression) {
    const [value = '', ...more] = given[0] === 'if_not_exists' ? defaultOf(name, given) : given;
    if (equals !== '=' || !(value in expression.values) || more.length > 0)
      throw new Error(`SET knows values and if_not_exists only: ${expression.text}`);
    const attribute = nameOf(name, expression);
    const former = given.length > 1 ? item[attribute] : undefined;
    item[attribute] = former ?? expression.values[value];
  },
};

const ACTIONS = /(SET|REMOVE|ADD)\s(.*?)(?=\s(?:SET|REMOVE|ADD)\s|$)/gs;

/** The item after an update: SET of values and `if_not_exists`, REMOVE, ADD of numbers and sets. @throws for anything else. */
export const updated = (expression: Expression, item: Attributes): Attributes => {
  const after = { ...item };
  for (const [, action = '', list = ''] of expression.text.matchAll(ACTIONS))
    for (const part of list.split(/,(?![^(]*\))/).map(tokensOf)) CHANGES[action]?.(after, part, expression);
  return after;
};
