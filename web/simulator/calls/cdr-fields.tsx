import { Card } from '../../kit/parts/data.tsx';
import type { PushEntry } from '../api/types.ts';
import { callTexts } from './texts.ts';

type Cdr = Readonly<Record<string, unknown>>;

/** The record of one call in a push, which may hold fifty. */
const cdrIn = ({ body }: PushEntry, sessionId: string): Cdr | undefined => {
  try {
    const { feeLst } = JSON.parse(body) as Readonly<{ feeLst?: readonly Cdr[] }>;
    return feeLst?.find((cdr) => cdr['sessionId'] === sessionId);
  } catch {
    return undefined;
  }
};

/** The CDR as it was pushed, each field with its meaning. */
export const CdrFields = ({
  pushes,
  sessionId,
}: Readonly<{ pushes: readonly PushEntry[]; sessionId: string }>) => {
  const t = callTexts.value;
  const meanings: Readonly<Record<string, string>> = t.fields;
  const cdr = pushes.map((push) => cdrIn(push, sessionId)).find((each) => each !== undefined);
  return (
    <Card title={t.cdr}>
      {cdr === undefined ? (
        <p class="dim">{t.cdrNone}</p>
      ) : (
        <dl class="explained">
          {Object.entries(cdr).map(([name, value]) => (
            <div key={name}>
              <dt>
                <code>{name}</code> <span class="small dim">{meanings[name] ?? ''}</span>
              </dt>
              <dd>
                <code>{String(value)}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
};
