import { Card } from '../../kit/parts/data.tsx';
import { ListLink } from '../../kit/parts/list-link.tsx';
import { Empty } from '../../kit/parts/states.tsx';
import { hrefOf, route } from '../../kit/state/route.ts';
import type { CallRecord } from '../api/types.ts';
import { Beside } from '../parts/beside.tsx';
import { Moment } from '../parts/moment.tsx';
import { nameOfApp } from '../state/chosen-app.ts';
import { live } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { CallDetail } from './call-detail.tsx';
import { CallBadge } from './outcome.tsx';
import { callTexts } from './texts.ts';

const MOST_LISTED = 100;

/** All calls, newest first, and beside them the one that was chosen. */
export const CallsPage = () => {
  const t = callTexts.value;
  const [, chosen] = route.value;
  const calls = live.value?.calls ?? [];
  const call = calls.find(({ sessionId }) => sessionId === chosen);
  return (
    <>
      <h1>{texts.value.pages.calls}</h1>
      <p class="dim">{t.lead}</p>
      <Beside path="calls" isChosen={chosen !== undefined} list={<CallList calls={calls} chosen={chosen} />}>
        {call === undefined ? (
          <Card>
            <Empty>{t.gone}</Empty>
          </Card>
        ) : (
          <CallDetail key={call.sessionId} call={call} />
        )}
      </Beside>
    </>
  );
};

const CallList = ({
  calls,
  chosen,
}: Readonly<{ calls: readonly CallRecord[]; chosen: string | undefined }>) => {
  const t = callTexts.value;
  return (
    <Card>
      {calls.length === 0 ? (
        <Empty>{t.none}</Empty>
      ) : (
        <ul class="list">
          {calls.slice(0, MOST_LISTED).map((call) => (
            <li key={call.sessionId}>
              <ListLink
                href={hrefOf('calls', call.sessionId)}
                chosen={call.sessionId === chosen}
                lines={[
                  [t.called(call.caller, call.dialled), <Moment key="at" at={call.times.callIn} short />],
                  [`${nameOfApp(call.appKey)} · ${call.mode}`, <CallBadge key="outcome" call={call} />],
                ]}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
};
