import { Card } from '../../kit/parts/data.tsx';
import { Badge, Empty, Loading, Note } from '../../kit/parts/states.tsx';
import type { OurCall } from '../api/our-shapes.ts';
import type { CallRecord } from '../api/types.ts';
import { Connect } from '../parts/connect.tsx';
import { FaultNote } from '../parts/fault-note.tsx';
import { isConnected, live } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { compareCall } from './comparison.ts';
import { OurCallNote } from './our-call.tsx';
import { callTexts } from './texts.ts';
import { useOurCall } from './use-our-call.ts';

/** A call as the platform has it beside what our API says, with the facts marked that are not the same. */
export const BothSides = ({ call }: Readonly<{ call: CallRecord }>) => {
  const t = callTexts.value;
  const { our, maybe, error, isAsked } = useOurCall(call);
  if (!isConnected.value) return <Connect />;
  if (our === undefined)
    return (
      <Card title={t.compare}>
        {error === undefined ? (
          isAsked ? (
            <NotCertain maybe={maybe} />
          ) : (
            <Loading />
          )
        ) : (
          <FaultNote error={error} />
        )}
      </Card>
    );
  return <Compared call={call} our={our} />;
};

/** Our calls that it may be, where none is certain. */
const NotCertain = ({ maybe }: Readonly<{ maybe: readonly OurCall[] }>) => {
  const t = callTexts.value;
  if (maybe.length === 0) return <Empty>{t.ourNone}</Empty>;
  return (
    <>
      <Note tone="warn" title={t.maybe(maybe.length)}>
        {t.maybeWhy}
      </Note>
      {maybe.map((our) => (
        <OurCallNote key={our.callId} our={our} none={t.ourNone} />
      ))}
    </>
  );
};

const Compared = ({ call, our }: Readonly<{ call: CallRecord; our: OurCall }>) => {
  const t = callTexts.value;
  const rows = compareCall(call, our, live.value?.now ?? '');
  const count = rows.filter(({ differs }) => differs).length;
  return (
    <Card
      title={t.compare}
      tools={<Badge tone={count === 0 ? 'good' : 'warn'}>{t.differCount(count)}</Badge>}
    >
      <div class="compare-pane">
        <table class="compare">
          <thead>
            <tr>
              <td />
              <th scope="col">{texts.value.platform}</th>
              <th scope="col">{texts.value.ourApi}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, platform, ours, differs }) => (
              <tr key={name} class={differs ? 'differs' : undefined}>
                <th scope="row">{name}</th>
                <td>{platform ?? '–'}</td>
                <td>
                  {ours ?? '–'} {differs ? <Badge tone="warn">{t.differs}</Badge> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
};
