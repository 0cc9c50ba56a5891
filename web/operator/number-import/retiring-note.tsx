import { useEffect } from 'preact/hooks';
import { numberText } from '../../kit/format/numbers.ts';
import { countText } from '../../kit/format/times.ts';
import { Badge, Note, Show } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { hrefOf } from '../../kit/state/route.ts';
import { useLoader } from '../../kit/state/use-loader.ts';
import { showProblem } from '../problem-note.tsx';
import { may } from '../session.ts';
import type { NumberChange } from './preview.ts';
import { MOST_LOOKED, type Retiring, readRetiring, retiringIn } from './retiring-bindings.ts';
import { importTexts } from './texts.ts';

type RetiringProps = Readonly<{ app: string; diff: readonly NumberChange[] }>;

/** The bindings that live on numbers which would be retired. */
export const RetiringNote = ({ app, diff }: RetiringProps) => {
  const t = importTexts.value;
  const numbers = retiringIn(diff);
  const loader = useLoader<readonly Retiring[]>();
  const mayRead = may('read', 'read:masked');
  const load = () => void loader.load((signal) => readRetiring(app, numbers, signal));
  useEffect(() => {
    if (mayRead && numbers.length > 0) load();
  }, [diff]);
  if (numbers.length === 0) return null;
  if (!mayRead) return <Note>{t.retiring.noRead}</Note>;
  return (
    <section aria-label={t.retiring.title} class="stack">
      <h3>{t.retiring.title}</h3>
      <Show loaded={loader.state.value} failed={showProblem} again={load}>
        {(found) => <Found found={found} />}
      </Show>
      {numbers.length > MOST_LOOKED ? (
        <p class="small dim">{t.retiring.looked(MOST_LOOKED, countText(numbers.length, language.value))}</p>
      ) : null}
    </section>
  );
};

const Found = ({ found }: Readonly<{ found: readonly Retiring[] }>) =>
  found.length === 0 ? (
    <p>{importTexts.value.retiring.none}</p>
  ) : (
    <ul class="list retiring">
      {found.map((each) => (
        <li key={each.x} class="entry">
          <Line {...each} />
        </li>
      ))}
    </ul>
  );

const SHORT_ID = 6;

const Line = ({ x, bindings, hasMore }: Retiring) => (
  <div class="entry-text">
    <p class="row">
      <span class="number">{numberText(x)}</span>
      <Badge tone="bad">{importTexts.value.retiring.live(bindings.length, hasMore)}</Badge>
    </p>
    <p class="row small">
      {bindings.map(({ bindingId, reference }) => (
        <a key={bindingId} href={hrefOf('bindings', bindingId)}>
          {reference ?? `${bindingId.slice(0, SHORT_ID)}…`}
        </a>
      ))}
    </p>
  </div>
);
