// Made by `npm run openapi` from docs/openapi.json; not for changes by hand.

export interface paths {
    "/bindings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find bindings, ended ones too, newest first
         * @description At least one of `a`, `b`, `party`, `x`, `y`, `reference` and `app`; all that are given must hold. `from` and `to` are about `createdAt`. `at` asks who had a number at a moment: from `createdAt` on (`aSince`, `bSince` for people whom a change brought, and for their Y) and before the end, which is the end of its time, or its release; in AX, which has no timer, until it was unbound. A page may be short, and even empty, and yet have a `nextCursor`, where little of what was looked at matches. The list may lag a second behind: a binding that was made or changed within the last second may be missing. `GET /bindings/{bindingId}` never lags.
         *
         *     Needs the scope `read` or `read:masked`.
         */
        get: operations["listBindings"];
        put?: never;
        /**
         * Join two people through a private number
         * @description Success means that the platform has the binding and that it is stored. Without an `Idempotency-Key` the same live (app, mode, a, b, reference) is the same binding; any number of parallel repeats causes one binding at the platform. The first request decides its terms: `differs` names the fields of this one that want something else (only what was asked for; `ttlSeconds` by the whole term; never `areaCode`, which is for the choice of X alone). PATCH changes them. While an older change may still give that binding to other people the answer is `binding-in-progress`; one that was cut short is finished by a later repeat, after which the pair gets a binding of its own. A repeat of an `Idempotency-Key` has no `differs`. `warnings` says that A is not reported to the carriers, where the app warns of it; one that enforces answers `not-reported`.
         *
         *     Needs the scope `bindings`.
         */
        post: operations["bind"];
        /**
         * End all live bindings of a reference
         * @description The older form of `POST /bindings/end`, with the reference in the URL. Repeating is safe: a repeat ends what is left, and its list is empty once nothing lives any more. A problem tells what stopped one of them; the others were tried. A binding that was made the moment before is ended as well. There is no body: one with fields is `invalid-request`.
         *
         *     Needs the scope `bindings`.
         */
        delete: operations["unbindByReference"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bindings/{bindingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a binding
         * @description With `verify=true` the platform is asked: `match`, `drift` (`differences` names our fields: parties, X, life time, its end as `expiresAt` as far as the platform tells of it, and all terms that its answer has, also those that nobody asked for, which are compared with their default; `turnFlag`, `calleeNumDisplay` and `displayNumMode` are settings of the platform that we never use) or `missing`. An ended binding that is gone there matches; one that lives there drifts in its `status`. The problems of the platform occur with `verify=true` only.
         *
         *     Needs the scope `read` or `read:masked`.
         */
        get: operations["readBinding"];
        put?: never;
        post?: never;
        /**
         * End a binding
         * @description Repeating gives the same answer. Nothing is deleted: CDRs and recordings come later. There is no body: one with fields is `invalid-request`. A caller without the scope `read` sees X and Y, and nobody whom the binding joined.
         *
         *     Needs the scope `bindings`.
         */
        delete: operations["unbind"];
        options?: never;
        head?: never;
        /**
         * Change a live binding
         * @description X never changes. What the mode of the binding cannot change is `not-changeable`. AX: a new A who is the temporary callee, as long as his time runs, is `invalid-request`; any other new A ends the temporary callee, who was set for the former one. While one of its people is blocked a binding gets no other person on any side, also none in the place of that one, and no longer life: `party-blocked` names the side. It may get less, and may be ended.
         *
         *     Needs the scope `bindings`.
         */
        patch: operations["changeBinding"];
        trace?: never;
    };
    "/bindings/{bindingId}/temporary-callee": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say whom A's next calls to X reach
         * @description Mode AX only. Overwrites the former one; repeating is safe. A change of `a` ends it. A callee is not A, nor whom a change under way makes A: `invalid-request`. Nobody else is set either before that change of A is certain: `binding-in-progress`. Nobody is set for an A who is blocked (`party-blocked`, `a`); another callee takes one who is blocked away.
         *
         *     Needs the scope `bindings`.
         */
        put: operations["setTemporaryCallee"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bindings/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End all live bindings of a reference, with the reference in the body
         * @description Repeating is safe: a repeat ends what is left, and its list is empty once nothing lives any more. A problem tells what stopped one of them; the others were tried. A binding that was made the moment before is ended as well. It takes no query string.
         *
         *     Needs the scope `bindings`.
         */
        post: operations["endByReference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/parties/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a person another number in all live bindings
         * @description Each live binding is changed as by `PATCH`, or by a new temporary callee: A and B of AXB and X, A of AX, B of AXYB, the temporary callee of AX and the call-back number of AXE. X stays, and so does the end of each binding. A of AXE and of AXYB cannot be changed: the result is `not-changeable`, because a new binding has another X or extension, of which the caller has to tell people.
         *
         *     Later binds of the former number are not affected. Repeating is safe: what was changed is not found by the former number any more. After a 202 go on with `nextCursor`; where items have failed, repeat without it. AXYB, AX and AXE: somebody who was put on the other side within the last seconds may be missing, and a repeat finds him.
         *
         *     Where `from` is blocked, in that app or in all, the result is `conflict` with `party-blocked`: the block does not go along to another number, so the person keeps the former one until the block is taken away. So it is where `to` or somebody else in the binding is blocked. A temporary callee who was replaced meanwhile is `failed` with `version-conflict`, and a repeat leaves that binding out.
         *
         *     A temporary callee ends with a change of A, as with `PATCH`. A dry run does not know what the platform refuses. A change without an answer that may bring the former number is finished first; as long as an older attempt may be applied late the item is `failed` with `binding-in-progress`.
         *
         *     Needs the scope `bindings`.
         */
        post: operations["changePhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See who is blocked
         * @description In no order that means anything; those that are over are left out, and a page may hold fewer than `limit`. A caller that is limited to apps sees the blocks of these apps, and not those in all. With `party` it is the older form of `POST /blocks/search`, which has no number in its URL.
         *
         *     Needs the scope `read` or `read:masked`.
         */
        get: operations["listBlocks"];
        put?: never;
        /**
         * Block a person, who may not be bound nor reach anybody
         * @description Binds, changes and temporary callees that name the person are `party-blocked` from then on. Calls of mode X from the person are closed, and texts that the platform asks about (X, AX) are discarded. In the other modes the platform puts calls through without asking, so only the end of the bindings stops them: `endLive`. Where the person is a temporary callee, that alone is ended, and `changedBy` of the binding names the caller. A binding that a change gives to others meanwhile is left to them.
         *
         *     A live binding of the person gets no other person, not in the place of that one either, and no longer life: `party-blocked`. It may get less.
         *
         *     A change without an answer that would bring the person is taken back, by whoever would have finished it: the binding keeps its people. With `endLive` that is done at once, and as long as an attempt may be applied late the item is `failed` with `binding-in-progress`. A binding of AXE that had no call-back number or tone ends, because the platform cannot take one away.
         *
         *     Repeating is safe, writes over the block that the person has in that app, and with `endLive` goes on with the bindings that are left. A bind of the same moment may still be made: a repeat ends it.
         *
         *     Needs the scope `bindings`.
         */
        post: operations["block"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/blocks/{blockId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a block away
         * @description Needs the scope `bindings`.
         */
        delete: operations["unblock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find calls, newest first
         * @description At least one of `bindingId`, `x`, `party` and `app`; all that are given must hold. A page may be short, and even empty, and yet have a `nextCursor`, where little of what was looked at matches. The list may lag a second behind: a call that was pushed within the last second may be missing. `GET /calls/{callId}` never lags.
         *
         *     Needs the scope `read` or `read:masked`.
         */
        get: operations["listCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calls/{callId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a call
         * @description Needs the scope `read` or `read:masked`.
         */
        get: operations["readCall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calls/{callId}/recording": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a link to the recording of a call
         * @description The link opens for 15 minutes without a key. Who got it is noted. `leg` names one of the legs of the call, the first being 1.
         *
         *     Needs the scope `recordings`.
         */
        get: operations["linkRecording"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calls/{callId}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a call that goes on
         * @description Releases both sides. Repeating is safe.
         *
         *     Needs the scope `bindings`.
         */
        post: operations["stopCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find text messages, newest first
         * @description Exactly one of `bindingId` and `x`. The list may lag a second behind: a text that was pushed within the last second may be missing.
         *
         *     Needs the scope `read` or `read:masked`.
         */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sum calls and texts, by day, app, private number or reference
         * @description CDRs are counted, each once, on the day of UTC on which they started; a call without a CDR is not there yet. The first call or text of a number and day is counted within a minute, the others within an hour; `uncounted` says how many numbers and days wait longer, with records that came late. Only what was used has a row. By `day`, `app` and `x` at most 400 days, by `reference` 31. A sheet (`text/csv`) has every row, without `limit` and `cursor`.
         *
         *     Needs the scope `usage`.
         */
        get: operations["readUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/pushes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show when pushes came, and the last ones
         * @description At most seven days; the last 24 hours unless it says otherwise. Pushes that were refused (401) are stored nowhere and not among them.
         *
         *     Needs the scope `operations`.
         */
        get: operations["showPushes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/pushes/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Feed journaled pushes to the stores again
         * @description A record that is stored already stays as it is, so repeating is safe, and nothing is answered to the platform. A run ends after ten seconds or a page; `next` says where to go on.
         *
         *     Needs the scope `operations`.
         */
        post: operations["replayPushes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what pushes brought and nobody could read, the oldest first
         * @description Needs the scope `operations`.
         */
        get: operations["listQuarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/quarantine/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the fields of an item in quarantine, without their values
         * @description Needs the scope `operations`.
         */
        get: operations["readQuarantined"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/quarantine/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read an item in quarantine again, or all of a time
         * @description A record that is stored already stays as it is, so repeating is safe, and nothing is answered to the platform. A run ends after ten seconds or a page; `next` says where to go on. An item that can be read now leaves the quarantine.
         *
         *     Needs the scope `operations`.
         */
        post: operations["replayQuarantine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/quarantine/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an item out of the quarantine for good
         * @description It is not listed or counted any more, and no repeat brings it back. It stays sealed where it is until its time is over.
         *
         *     Needs the scope `operations`.
         */
        post: operations["discardQuarantined"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show which recordings wait, by when the platform deletes them, and which were lost
         * @description Needs the scope `operations`.
         */
        get: operations["showRecordingBacklog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/recordings/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have the recordings of a call fetched (again)
         * @description The next run of the archiver takes them. The audit of the call says who asked, by the name of the key. Repeating is safe.
         *
         *     Needs the scope `operations`.
         */
        post: operations["retryRecordings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how the deployment stands
         * @description The same lines as `npm run ops -- status`, each with a code and its values. A part that cannot be read does not hide the others. A key of some apps sees the lines of these.
         *
         *     Needs the scope `operations`.
         */
        get: operations["showStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the private numbers, by app and number
         * @description Needs the scope `numbers`.
         */
        get: operations["listNumbers"];
        /**
         * Import the numbers of an app
         * @description The list is complete: a number that is missing becomes `retired`, and nothing is deleted. An import that fails half-way tells how many changes are stored; import the same list again. To import what a dry run has shown, and nothing else, send its `fingerprint` as `ifDifference`. A fixed line is a fault: the platform has none as X.
         *
         *     Needs the scope `numbers`.
         */
        put: operations["importNumbers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a private number by hand, with the number in the body
         * @description As `PATCH /numbers/{x}`, without the number in the URL, where it would stand in logs. It takes no query string.
         *
         *     Needs the scope `numbers`.
         */
        patch: operations["changeNumber"];
        trace?: never;
    };
    "/numbers/{x}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a private number by hand: its state, or whether it is reserved for binds that name it
         * @description The state by hand and the one that the platform reports stand side by side, and the worse is in force and in the answer. `available` takes back the state by hand; where there is none, it takes back the report.
         *
         *     Needs the scope `numbers`.
         */
        patch: operations["setNumberState"];
        trace?: never;
    };
    "/pool": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how full the pool is, by app and city
         * @description An item for each app and city that has numbers, by app and area code. A large pool is not counted for each request: `measuredAt` and `ageSeconds` say how old the figures are.
         *
         *     Needs the scope `numbers`.
         */
        get: operations["showPool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find out how numbers are reported
         * @description With `number` one report, as the platform says now. Without it a list, as of the last hourly refresh, by the look-up keys of the numbers; a page of a rare state may be short and have a `nextCursor` all the same. With `number` it is the older form of `POST /reports/search`, which has no number in its URL.
         *
         *     Needs the scope `numbers`.
         */
        get: operations["listReports"];
        put?: never;
        /**
         * Report the actual users of numbers to the carriers
         * @description All or none. Name, identity card and photo go through to the platform and are kept nowhere. A photo is JPEG or PNG in base64, 32 KiB at most; the whole body has 64 KiB, so with photos of that size report one number a request. A number that is reported already is not sent again (`submitted: false`); delete its report first when it has another user. Without an answer of the platform the number stays in progress until the platform has it or can carry the report out no longer (some six minutes), and then the platform’s word decides. A caller who may see some apps only may not do this: reports belong to all.
         *
         *     Needs the scope `numbers`.
         */
        post: operations["reportNumbers"];
        /**
         * Take a number off the list of reports
         * @description The older form of `POST /reports/delete`, with the number in the URL. Calls of the number as A are intercepted from then on. Repeating is safe. Failures of the number are not forgotten by it.
         *
         *     Needs the scope `numbers`.
         */
        delete: operations["deleteReport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a number off the list of reports, with the number in the body
         * @description Calls of the number as A are intercepted from then on. Repeating is safe. Failures of the number are not forgotten by it. It takes no query string.
         *
         *     Needs the scope `numbers`.
         */
        post: operations["deleteNamedReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bindings/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find bindings, with the query in the body
         * @description As `GET /bindings`, field by field and page by page; each opens the cursors of the other. For queries that name a number or a reference: a URL stands in the log of every gateway and proxy and in the history of a browser, a body does not. So a search takes no query string. It changes nothing, may be repeated, and is a read in the audit.
         *
         *     Needs the scope `read` or `read:masked`.
         */
        post: operations["searchBindings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calls/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find calls, with the query in the body
         * @description As `GET /calls`, field by field and page by page; each opens the cursors of the other. For queries that name a number or a reference: a URL stands in the log of every gateway and proxy and in the history of a browser, a body does not. So a search takes no query string. It changes nothing, may be repeated, and is a read in the audit.
         *
         *     Needs the scope `read` or `read:masked`.
         */
        post: operations["searchCalls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find messages, with the query in the body
         * @description As `GET /messages`, field by field and page by page; each opens the cursors of the other. For queries that name a number or a reference: a URL stands in the log of every gateway and proxy and in the history of a browser, a body does not. So a search takes no query string. It changes nothing, may be repeated, and is a read in the audit.
         *
         *     Needs the scope `read` or `read:masked`.
         */
        post: operations["searchMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/blocks/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find blocks, with the query in the body
         * @description As `GET /blocks`, field by field and page by page; each opens the cursors of the other. For queries that name a number or a reference: a URL stands in the log of every gateway and proxy and in the history of a browser, a body does not. So a search takes no query string. It changes nothing, may be repeated, and is a read in the audit.
         *
         *     Needs the scope `read` or `read:masked`.
         */
        post: operations["searchBlocks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find reports, with the query in the body
         * @description As `GET /reports`, field by field and page by page; each opens the cursors of the other. For queries that name a number or a reference: a URL stands in the log of every gateway and proxy and in the history of a browser, a body does not. So a search takes no query string. It changes nothing, may be repeated, and is a read in the audit.
         *
         *     Needs the scope `numbers`.
         */
        post: operations["searchReports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what the caller may do
         * @description Its scopes, the apps that exist for it with those of their settings that a caller meets, and the clock of the service. A page or a tool asks this first, to offer only what will not be refused.
         *
         *     Every caller may ask, whatever its scopes.
         */
        get: operations["readAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all errors
         * @description Asks for no key. HTML, or with `Accept: application/json` JSON; in English or Chinese. May be cached.
         */
        get: operations["listProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain an error: cause, what to do, whether to repeat
         * @description The address is the `type` of the error. Asks for no key. HTML, or with `Accept: application/json` JSON; in English or Chinese. May be cached.
         */
        get: operations["describeProblem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open the operator console
         * @description Asks for no key, and holds nothing of anybody: the page asks for the key and then uses this API.
         */
        get: operations["console"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console/{asset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the script or the style of the console
         * @description Its name has a hash of its content, so it may be kept for ever. Asks for no key, and holds nothing of anybody: the page asks for the key and then uses this API.
         */
        get: operations["consoleAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell that the API answers
         * @description Says that the gateway and one function answer, and nothing else: it asks neither a store nor the documents, without which every other route answers 503. A check that sees more is `GET /bindings?reference=uptime-check` with a key of the scope `read:masked`.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Access: {
            /** @description The name of the caller, as in logs and audits. */
            name: string;
            scopes: ("bindings" | "read" | "read:masked" | "recordings" | "numbers" | "usage" | "operations")[];
            /** @description `false`: the caller is limited to `apps`; what concerns all apps is not for it. */
            allApps: boolean;
            /** @description The apps that exist for the caller, in the order of the configuration. */
            apps: {
                name: string;
                /** @enum {string} */
                mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
                /**
                 * @description Who chooses X: this service from its pool, or the platform.
                 * @enum {string}
                 */
                allocation: "pool" | "platform";
                /** @description What a bind gets that does not say otherwise, and whether it may have no end. */
                defaults: {
                    ttlSeconds: number;
                    allowPermanent: boolean;
                    record: boolean;
                    recordTone: string | null;
                    /** @enum {string} */
                    areaMatch: "strict" | "loose";
                };
            }[];
            /** @description Which deployment this is. */
            stage: string;
            /**
             * Format: date-time
             * @description The clock of the service.
             */
            at: string;
        };
        Binding: {
            bindingId: string;
            app: string;
            /** @enum {string} */
            mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
            /** @enum {string} */
            status: "pending" | "active" | "releasing" | "released" | "expired" | "failed";
            /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
            a: string;
            /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
            b?: string;
            /** @description The private number; absent only while the platform chooses it. */
            x?: string;
            /** @description AXYB: what A calls to reach B. */
            y?: string;
            /** @description AXE: what callers dial after X. */
            extension?: string;
            /** @description AX: whom A reaches by calling X, until then. */
            temporaryCallee?: {
                /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
                callee: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                expiresAt: string;
            };
            /** @description The platform's id of the binding. */
            subscriptionId?: string;
            reference?: string;
            /** @enum {string} */
            callDirection: "both" | "from-a" | "to-a";
            record: boolean;
            recordTone?: string;
            maxCallMinutes?: number;
            lastMinuteTone?: string;
            sms?: boolean;
            waitingTones?: {
                a?: string;
                b?: string;
                others?: string;
                x?: string;
                y?: string;
            };
            userData?: string;
            callback?: {
                /** @description E.164 */
                number: string;
            } | {
                tone: string;
            };
            callbackTtlSeconds?: number;
            ybTtlSeconds?: number;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Of a pending binding that waits because the platform is down (`platformDown` of the app): until then it is tried again.
             */
            queuedUntil?: string;
            /** @description `null`: never. Absent while the binding is being made. */
            expiresAt?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            releasedAt?: string;
            /**
             * Format: date-time
             * @description Of an ended binding: when its people had X no longer. The time of its end where it expired; in AX when it was unbound after that.
             */
            endedAt?: string;
            /** @description The binding of a lost number in whose place this one was made. */
            replaces?: string;
            /** @description The binding on another X that took the place of this one, because its number was lost (`rebind` of the app). `DELETE` of this one ends that one too. */
            replacedBy?: string;
            version: number;
            /**
             * Format: date-time
             * @description Where a change brought A: since when he is there. Before that A was somebody else.
             */
            aSince?: string;
            /**
             * Format: date-time
             * @description The same of B, and of Y.
             */
            bSince?: string;
            /** @description Who made it. Absent in bindings from before this was stored. */
            createdBy?: string;
            /** @description Who changed it last. Absent where the service did so by itself. */
            changedBy?: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            changedAt?: string;
            /** @description Who asked for its end. Absent where no caller did. */
            endedBy?: string;
            /**
             * @description `released`: a caller ended it. `expired`: its time was up. `failed`: it was never made. `missing-there`: the platform had it no longer. `repaired`: the service took it away, because nobody was told of it. `erased`: its person was erased. `blocked`: a person in it was blocked. `after-call`: its last call was over (`unbindAfterCallSeconds`). `moved`: its number was lost, and the binding of `replacedBy` on another X took its place (`rebind`).
             * @enum {string}
             */
            endReason?: "released" | "expired" | "failed" | "missing-there" | "repaired" | "erased" | "blocked" | "after-call" | "moved";
        };
        ChangedBinding: {
            bindingId: string;
            app: string;
            /** @enum {string} */
            mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
            /** @enum {string} */
            status: "pending" | "active" | "releasing" | "released" | "expired" | "failed";
            /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
            a: string;
            /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
            b?: string;
            /** @description The private number; absent only while the platform chooses it. */
            x?: string;
            /** @description AXYB: what A calls to reach B. */
            y?: string;
            /** @description AXE: what callers dial after X. */
            extension?: string;
            /** @description AX: whom A reaches by calling X, until then. */
            temporaryCallee?: {
                /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
                callee: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                expiresAt: string;
            };
            /** @description The platform's id of the binding. */
            subscriptionId?: string;
            reference?: string;
            /** @enum {string} */
            callDirection: "both" | "from-a" | "to-a";
            record: boolean;
            recordTone?: string;
            maxCallMinutes?: number;
            lastMinuteTone?: string;
            sms?: boolean;
            waitingTones?: {
                a?: string;
                b?: string;
                others?: string;
                x?: string;
                y?: string;
            };
            userData?: string;
            callback?: {
                /** @description E.164 */
                number: string;
            } | {
                tone: string;
            };
            callbackTtlSeconds?: number;
            ybTtlSeconds?: number;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Of a pending binding that waits because the platform is down (`platformDown` of the app): until then it is tried again.
             */
            queuedUntil?: string;
            /** @description `null`: never. Absent while the binding is being made. */
            expiresAt?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            releasedAt?: string;
            /**
             * Format: date-time
             * @description Of an ended binding: when its people had X no longer. The time of its end where it expired; in AX when it was unbound after that.
             */
            endedAt?: string;
            /** @description The binding of a lost number in whose place this one was made. */
            replaces?: string;
            /** @description The binding on another X that took the place of this one, because its number was lost (`rebind` of the app). `DELETE` of this one ends that one too. */
            replacedBy?: string;
            version: number;
            /**
             * Format: date-time
             * @description Where a change brought A: since when he is there. Before that A was somebody else.
             */
            aSince?: string;
            /**
             * Format: date-time
             * @description The same of B, and of Y.
             */
            bSince?: string;
            /** @description Who made it. Absent in bindings from before this was stored. */
            createdBy?: string;
            /** @description Who changed it last. Absent where the service did so by itself. */
            changedBy?: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            changedAt?: string;
            /** @description Who asked for its end. Absent where no caller did. */
            endedBy?: string;
            /**
             * @description `released`: a caller ended it. `expired`: its time was up. `failed`: it was never made. `missing-there`: the platform had it no longer. `repaired`: the service took it away, because nobody was told of it. `erased`: its person was erased. `blocked`: a person in it was blocked. `after-call`: its last call was over (`unbindAfterCallSeconds`). `moved`: its number was lost, and the binding of `replacedBy` on another X took its place (`rebind`).
             * @enum {string}
             */
            endReason?: "released" | "expired" | "failed" | "missing-there" | "repaired" | "erased" | "blocked" | "after-call" | "moved";
            /** @description What is wrong with the binding all the same: its A is not reported to the carriers. For apps that only warn of it. */
            warnings?: {
                /** @enum {string} */
                code: "not-reported";
                /** @enum {string} */
                path: "a";
            }[];
        };
        BoundBinding: {
            bindingId: string;
            app: string;
            /** @enum {string} */
            mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
            /** @enum {string} */
            status: "pending" | "active" | "releasing" | "released" | "expired" | "failed";
            /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
            a: string;
            /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
            b?: string;
            /** @description The private number; absent only while the platform chooses it. */
            x?: string;
            /** @description AXYB: what A calls to reach B. */
            y?: string;
            /** @description AXE: what callers dial after X. */
            extension?: string;
            /** @description AX: whom A reaches by calling X, until then. */
            temporaryCallee?: {
                /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
                callee: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                expiresAt: string;
            };
            /** @description The platform's id of the binding. */
            subscriptionId?: string;
            reference?: string;
            /** @enum {string} */
            callDirection: "both" | "from-a" | "to-a";
            record: boolean;
            recordTone?: string;
            maxCallMinutes?: number;
            lastMinuteTone?: string;
            sms?: boolean;
            waitingTones?: {
                a?: string;
                b?: string;
                others?: string;
                x?: string;
                y?: string;
            };
            userData?: string;
            callback?: {
                /** @description E.164 */
                number: string;
            } | {
                tone: string;
            };
            callbackTtlSeconds?: number;
            ybTtlSeconds?: number;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Of a pending binding that waits because the platform is down (`platformDown` of the app): until then it is tried again.
             */
            queuedUntil?: string;
            /** @description `null`: never. Absent while the binding is being made. */
            expiresAt?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            releasedAt?: string;
            /**
             * Format: date-time
             * @description Of an ended binding: when its people had X no longer. The time of its end where it expired; in AX when it was unbound after that.
             */
            endedAt?: string;
            /** @description The binding of a lost number in whose place this one was made. */
            replaces?: string;
            /** @description The binding on another X that took the place of this one, because its number was lost (`rebind` of the app). `DELETE` of this one ends that one too. */
            replacedBy?: string;
            version: number;
            /**
             * Format: date-time
             * @description Where a change brought A: since when he is there. Before that A was somebody else.
             */
            aSince?: string;
            /**
             * Format: date-time
             * @description The same of B, and of Y.
             */
            bSince?: string;
            /** @description Who made it. Absent in bindings from before this was stored. */
            createdBy?: string;
            /** @description Who changed it last. Absent where the service did so by itself. */
            changedBy?: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            changedAt?: string;
            /** @description Who asked for its end. Absent where no caller did. */
            endedBy?: string;
            /**
             * @description `released`: a caller ended it. `expired`: its time was up. `failed`: it was never made. `missing-there`: the platform had it no longer. `repaired`: the service took it away, because nobody was told of it. `erased`: its person was erased. `blocked`: a person in it was blocked. `after-call`: its last call was over (`unbindAfterCallSeconds`). `moved`: its number was lost, and the binding of `replacedBy` on another X took its place (`rebind`).
             * @enum {string}
             */
            endReason?: "released" | "expired" | "failed" | "missing-there" | "repaired" | "erased" | "blocked" | "after-call" | "moved";
            /** @description What is wrong with the binding all the same: its A is not reported to the carriers. For apps that only warn of it. */
            warnings?: {
                /** @enum {string} */
                code: "not-reported";
                /** @enum {string} */
                path: "a";
            }[];
            /** @description Names of the fields of the request whose wish differs from the binding. */
            differs?: string[];
        };
        VerifiedBinding: {
            bindingId: string;
            app: string;
            /** @enum {string} */
            mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
            /** @enum {string} */
            status: "pending" | "active" | "releasing" | "released" | "expired" | "failed";
            /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
            a: string;
            /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
            b?: string;
            /** @description The private number; absent only while the platform chooses it. */
            x?: string;
            /** @description AXYB: what A calls to reach B. */
            y?: string;
            /** @description AXE: what callers dial after X. */
            extension?: string;
            /** @description AX: whom A reaches by calling X, until then. */
            temporaryCallee?: {
                /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
                callee: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                expiresAt: string;
            };
            /** @description The platform's id of the binding. */
            subscriptionId?: string;
            reference?: string;
            /** @enum {string} */
            callDirection: "both" | "from-a" | "to-a";
            record: boolean;
            recordTone?: string;
            maxCallMinutes?: number;
            lastMinuteTone?: string;
            sms?: boolean;
            waitingTones?: {
                a?: string;
                b?: string;
                others?: string;
                x?: string;
                y?: string;
            };
            userData?: string;
            callback?: {
                /** @description E.164 */
                number: string;
            } | {
                tone: string;
            };
            callbackTtlSeconds?: number;
            ybTtlSeconds?: number;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Of a pending binding that waits because the platform is down (`platformDown` of the app): until then it is tried again.
             */
            queuedUntil?: string;
            /** @description `null`: never. Absent while the binding is being made. */
            expiresAt?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            releasedAt?: string;
            /**
             * Format: date-time
             * @description Of an ended binding: when its people had X no longer. The time of its end where it expired; in AX when it was unbound after that.
             */
            endedAt?: string;
            /** @description The binding of a lost number in whose place this one was made. */
            replaces?: string;
            /** @description The binding on another X that took the place of this one, because its number was lost (`rebind` of the app). `DELETE` of this one ends that one too. */
            replacedBy?: string;
            version: number;
            /**
             * Format: date-time
             * @description Where a change brought A: since when he is there. Before that A was somebody else.
             */
            aSince?: string;
            /**
             * Format: date-time
             * @description The same of B, and of Y.
             */
            bSince?: string;
            /** @description Who made it. Absent in bindings from before this was stored. */
            createdBy?: string;
            /** @description Who changed it last. Absent where the service did so by itself. */
            changedBy?: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            changedAt?: string;
            /** @description Who asked for its end. Absent where no caller did. */
            endedBy?: string;
            /**
             * @description `released`: a caller ended it. `expired`: its time was up. `failed`: it was never made. `missing-there`: the platform had it no longer. `repaired`: the service took it away, because nobody was told of it. `erased`: its person was erased. `blocked`: a person in it was blocked. `after-call`: its last call was over (`unbindAfterCallSeconds`). `moved`: its number was lost, and the binding of `replacedBy` on another X took its place (`rebind`).
             * @enum {string}
             */
            endReason?: "released" | "expired" | "failed" | "missing-there" | "repaired" | "erased" | "blocked" | "after-call" | "moved";
            platform: {
                /** @enum {string} */
                state: "match" | "drift" | "missing";
                /** @description Names of the fields that differ. */
                differences: string[];
            };
        };
        BindingList: {
            items: components["schemas"]["Binding"][];
            /** @description Where the list goes on; `null` at its end. */
            nextCursor: string | null;
            /** @description Ids of stored items that cannot be opened, because their data key is missing or they were changed. They are left out of the list, whether or not they match; an operator must look. Absent while everything can be opened. */
            unreadable?: string[];
        };
        ReleasedBindings: {
            items: components["schemas"]["Binding"][];
        };
        PhoneChangeReport: {
            items: {
                bindingId: string;
                app: string;
                /** @enum {string} */
                mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
                /** @description As what the person takes part in the binding. */
                roles: ("a" | "b" | "temporary-callee" | "callback")[];
                /**
                 * @description `changeable`: of a dry run. `not-changeable`: the mode cannot change that side. `conflict`: it stays as it is, and a repeat gives the same. `failed`: a repeat may change it.
                 * @enum {string}
                 */
                result: "changed" | "changeable" | "not-changeable" | "conflict" | "failed";
                /**
                 * @description Why it was not changed.
                 * @enum {string}
                 */
                code?: "invalid-request" | "unauthorized" | "forbidden" | "not-found" | "payload-too-large" | "idempotency-key-reused" | "not-changeable" | "number-taken" | "party-limit" | "already-bound" | "party-blocked" | "bind-limit" | "binding-in-progress" | "binding-ended" | "version-conflict" | "number-of-another-app" | "would-retire" | "not-reported" | "report-in-progress" | "report-too-soon" | "report-barred" | "recording-pending" | "recording-lost" | "pool-exhausted" | "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-rejected" | "platform-unavailable" | "store-unavailable" | "item-unreadable" | "internal-error";
                /**
                 * @description AX: the temporary callee of the former A is not there any more.
                 * @constant
                 */
                temporaryCalleeEnded?: true;
                /** @description What is wrong with the binding all the same: its A is not reported to the carriers. For apps that only warn of it. */
                warnings?: {
                    /** @enum {string} */
                    code: "not-reported";
                    /** @enum {string} */
                    path: "a";
                }[];
            }[];
            /** @description Where the list goes on; `null` at its end. */
            nextCursor: string | null;
            /** @description Ids of stored items that cannot be opened, because their data key is missing or they were changed. They are left out of the list, whether or not they match; an operator must look. Absent while everything can be opened. */
            unreadable?: string[];
        };
        Block: {
            /** @description A change of `lookupKey` makes another one of it. */
            blockId: string;
            /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
            party: string;
            /** @description `null`: in all apps. */
            app: string | null;
            reason: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /** @description `null`: until it is taken away. */
            until: string | null;
            /** @description The caller that made it, by the name of its key. */
            madeBy: string;
        };
        MadeBlock: {
            /** @description A change of `lookupKey` makes another one of it. */
            blockId: string;
            /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
            party: string;
            /** @description `null`: in all apps. */
            app: string | null;
            reason: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /** @description `null`: until it is taken away. */
            until: string | null;
            /** @description The caller that made it, by the name of its key. */
            madeBy: string;
            ended?: {
                items: {
                    bindingId: string;
                    app: string;
                    /**
                     * @description `releasing`: the sweeper goes on. `callee-ended`: the person was the temporary callee. `taken-back`: a change without an answer would have brought the person, and was taken back. `failed`: a repeat may end it.
                     * @enum {string}
                     */
                    result: "ended" | "releasing" | "callee-ended" | "taken-back" | "failed";
                    /**
                     * @description Why it was not ended.
                     * @enum {string}
                     */
                    code?: "invalid-request" | "unauthorized" | "forbidden" | "not-found" | "payload-too-large" | "idempotency-key-reused" | "not-changeable" | "number-taken" | "party-limit" | "already-bound" | "party-blocked" | "bind-limit" | "binding-in-progress" | "binding-ended" | "version-conflict" | "number-of-another-app" | "would-retire" | "not-reported" | "report-in-progress" | "report-too-soon" | "report-barred" | "recording-pending" | "recording-lost" | "pool-exhausted" | "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-rejected" | "platform-unavailable" | "store-unavailable" | "item-unreadable" | "internal-error";
                }[];
                /** @description `false`: some are left; a repeat goes on with them. */
                isComplete: boolean;
            };
        };
        BlockList: {
            items: components["schemas"]["Block"][];
            /** @description Where the list goes on; `null` at its end. */
            nextCursor: string | null;
            /** @description Ids of stored items that cannot be opened, because their data key is missing or they were changed. They are left out of the list, whether or not they match; an operator must look. Absent while everything can be opened. */
            unreadable?: string[];
        };
        Call: {
            callId: string;
            app: string;
            /** @enum {string} */
            mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
            /** @description `null`: no binding of ours. */
            bindingId: string | null;
            /** @description Of a call without a binding: the binding of the same app that had X then, or else the one that had it last before, among the hundred that were made last by then; those that were never made are passed over. `null` where there is none, and for every other call. */
            lastHolder: {
                bindingId: string;
                /** @description `null`: it has not ended, or nobody knows when. */
                endedAt: string | null;
                /** @description `false`: it may have been another one. Two had X at the moment of the call, or nobody of those looked at had and there are older ones; one could not be opened; or people called a Y, of which a binding keeps only its last. */
                certain: boolean;
            } | null;
            x: string | null;
            caller: string | null;
            callee: string | null;
            /** @enum {string} */
            direction: "to-a" | "from-a" | "abnormal" | "unknown";
            startedAt: string | null;
            ringingAt: string | null;
            answeredAt: string | null;
            /** @description `null` while the call goes on, and when no record says when it ended. */
            endedAt: string | null;
            answered: boolean;
            /** @description The sum of the legs; `null` while the call goes on, and when the end of an answered leg is not known. */
            talkSeconds: number | null;
            /** @description The sum of the legs, each in begun minutes. */
            billedMinutes: number | null;
            hungUpBy: ("caller" | "callee") | null;
            outcome: {
                code: number;
                /** @enum {string} */
                source: "release-code" | "q850-cause" | "sip-status" | "state-code";
                /** @enum {string} */
                class: "normal" | "caller" | "callee" | "binding" | "tenant" | "platform" | "network" | "regulation" | "unknown";
                text: string;
            } | null;
            events: {
                type: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                at: string;
            }[];
            recording: {
                /**
                 * @description Known once the CDR is here. `none`: not recorded, and before the CDR also a call that is being recorded. `not-expected`: talk under 3 s, of which the platform keeps no file.
                 * @enum {string}
                 */
                status: "none" | "not-expected" | "pending" | "archived" | "lost";
                attempts: number;
                /** @description When the platform deletes the file. */
                deadlineAt: string | null;
                archivedAt: string | null;
                sizeBytes: number | null;
                sha256: string | null;
            };
            /** @description One a CDR, in the order of time; none before a CDR came. */
            legs: {
                startedAt: string | null;
                answeredAt: string | null;
                endedAt: string | null;
                talkSeconds: number | null;
                billedMinutes: number | null;
                recording: {
                    /**
                     * @description Known once the CDR is here. `none`: not recorded, and before the CDR also a call that is being recorded. `not-expected`: talk under 3 s, of which the platform keeps no file.
                     * @enum {string}
                     */
                    status: "none" | "not-expected" | "pending" | "archived" | "lost";
                    attempts: number;
                    /** @description When the platform deletes the file. */
                    deadlineAt: string | null;
                    archivedAt: string | null;
                    sizeBytes: number | null;
                    sha256: string | null;
                };
            }[];
        };
        CallList: {
            items: components["schemas"]["Call"][];
            /** @description Where the list goes on; `null` at its end. */
            nextCursor: string | null;
            /** @description Ids of stored items that cannot be opened, because their data key is missing or they were changed. They are left out of the list, whether or not they match; an operator must look. Absent while everything can be opened. */
            unreadable?: string[];
        };
        RecordingLink: {
            /** @description Opens without a key until `expiresAt`. */
            url: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            expiresAt: string;
            contentType: string;
            sizeBytes: number | null;
            sha256: string | null;
        };
        StoppedCall: {
            callId: string;
            /** @description It had ended before it was stopped. */
            alreadyEnded: boolean;
        };
        Message: {
            messageId: string;
            app: string;
            /** @enum {string} */
            mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
            /** @description `null`: no binding of ours. */
            bindingId: string | null;
            /** @description `Notify` tells what became of a text, `Block` that the platform asked. */
            notification: string;
            x: string | null;
            sender: string | null;
            receiver: string | null;
            /** @enum {string} */
            direction: "to-a" | "from-a" | "abnormal" | "unknown";
            sentAt: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            receivedAt: string;
            segments: number | null;
            result: {
                code: number;
                /** @enum {string} */
                class: "normal" | "caller" | "callee" | "binding" | "tenant" | "platform" | "network" | "regulation" | "unknown";
                text: string;
            } | null;
            /** @description Of a `Block`: what the platform was told, and why. */
            decision: {
                /** @enum {string} */
                operation: "forward" | "discard";
                /** @enum {string} */
                reason: "route" | "temporary-callee" | "last-contact" | "policy" | "blocked" | "no-route" | "expired" | "direction" | "no-binding" | "not-the-owner" | "nobody-to-reply-to" | "in-doubt" | "unreadable-number" | "mode";
            } | null;
            content: string | null;
        };
        MessageList: {
            items: components["schemas"]["Message"][];
            /** @description Where the list goes on; `null` at its end. */
            nextCursor: string | null;
            /** @description Ids of stored items that cannot be opened, because their data key is missing or they were changed. They are left out of the list, whether or not they match; an operator must look. Absent while everything can be opened. */
            unreadable?: string[];
        };
        PrivateNumber: {
            app: string;
            /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
            x: string;
            areaCode: string | null;
            sms: boolean;
            /**
             * @description The worse of the state by hand and the one that the platform reports.
             * @enum {string}
             */
            state: "available" | "draining" | "suspended" | "unavailable" | "retired";
            /** @description Why it is in this state, as far as known. */
            cause: string | null;
            /** @description Only for binds that name it. */
            reserved: boolean;
            liveBindings: number;
        };
        PrivateNumberList: {
            items: components["schemas"]["PrivateNumber"][];
            /** @description Where the list goes on; `null` at its end. */
            nextCursor: string | null;
            /** @description Ids of stored items that cannot be opened, because their data key is missing or they were changed. They are left out of the list, whether or not they match; an operator must look. Absent while everything can be opened. */
            unreadable?: string[];
        };
        Pool: {
            items: {
                app: string;
                /** @enum {string} */
                mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
                /** @description `null`: numbers without an area code. */
                areaCode: string | null;
                /** @description All numbers, by the state in force. */
                numbers: {
                    available: number;
                    draining: number;
                    suspended: number;
                    unavailable: number;
                    retired: number;
                };
                /** @description Those that are not `available`, by cause; one without a cause stands under its state. */
                causes: {
                    [key: string]: number;
                };
                /** @description The numbers that a bind may be given which names none. */
                usable: number;
                /** @description The usable numbers with a live binding. */
                inUse: number;
                /** @description Live bindings on all numbers of the city. */
                liveBindings: number;
                /** @description Usable numbers with a live binding, of all usable ones. In AXE, where many bindings share an X by extension: the live bindings of the places that the usable numbers have. 1 where no number is usable. */
                fill: number;
                /** @description The most live bindings of one person. Each needs a number of its own, so the city needs at least so many. */
                needed: number;
                /** @description The numbers run out. AXB and X: one person is on `poolLowPercent` of the usable ones; other modes: so much is in use, or on one person. */
                low: boolean;
                /** @description Since when, as it is measured each quarter of an hour; `null` where it is not low, or has become so since. */
                lowSince: string | null;
                measuredAt: string;
                /** @description 0 where it was counted for this answer, as a small pool is; others are counted every quarter of an hour. */
                ageSeconds: number;
                /** @description `false`: not everything was counted; `liveBindings` and `needed` are the least that they can be. */
                complete: boolean;
            }[];
        };
        Report: {
            /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
            number: string;
            /**
             * @description `unknown`: the platform has no report of the number. Calls of an A who is not `reported` are intercepted.
             * @enum {string}
             */
            state: "reported" | "failed" | "in-progress" | "unknown";
            /** @description The platform's own words about a failure. */
            failReason: string | null;
            /** @description Failures in a row. */
            failures: number;
            /** @description Two failures in a row: the platform takes no further report by itself. */
            barred: boolean;
            /** @description Before that no further report is taken; `null`: no waiting helps, or is needed. */
            nextReportAt: string | null;
            submittedAt: string | null;
            /** @description When the platform said the state. */
            checkedAt: string | null;
        };
        ReportOrList: components["schemas"]["Report"] | {
            items: components["schemas"]["Report"][];
            /** @description Where the list goes on; `null` at its end. */
            nextCursor: string | null;
            /** @description Ids of stored items that cannot be opened, because their data key is missing or they were changed. They are left out of the list, whether or not they match; an operator must look. Absent while everything can be opened. */
            unreadable?: string[];
        };
        SubmittedReports: {
            items: {
                /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
                number: string;
                /**
                 * @description `unknown`: the platform has no report of the number. Calls of an A who is not `reported` are intercepted.
                 * @enum {string}
                 */
                state: "reported" | "failed" | "in-progress" | "unknown";
                /** @description The platform's own words about a failure. */
                failReason: string | null;
                /** @description Failures in a row. */
                failures: number;
                /** @description Two failures in a row: the platform takes no further report by itself. */
                barred: boolean;
                /** @description Before that no further report is taken; `null`: no waiting helps, or is needed. */
                nextReportAt: string | null;
                submittedAt: string | null;
                /** @description When the platform said the state. */
                checkedAt: string | null;
                /** @description `false`: it is reported already, and was not sent. */
                submitted: boolean;
            }[];
        };
        ImportResult: {
            added: number;
            changed: number;
            retired: number;
            unchanged: number;
            diff: {
                /** @enum {string} */
                kind: "added" | "changed" | "retired";
                /** @description E.164; masked for a caller that may not see it: `+861****0001`. */
                x: string;
                fields: ("areaCode" | "sms" | "state")[];
            }[];
            /** @description Names this very difference, for `ifDifference`. No number can be read from it. */
            fingerprint: string;
            /** @description Columns of the table that the import does not know, as the table names them. */
            ignoredColumns: string[];
            /**
             * @description Of a dry run: without `force=true` the import would be refused with `would-retire`.
             * @constant
             */
            forceNeeded?: true;
            /** @description Ids of stored items that cannot be opened, because their data key is missing or they were changed. They are left out of the list, whether or not they match; an operator must look. Absent while everything can be opened. */
            unreadable?: string[];
        };
        UsageAnswer: {
            /** @description The first day. */
            from: string;
            /** @description The day behind the last one, as in the question: to ask with it again is the same span. */
            to: string;
            /** @description The last day, which is in the span. */
            lastDay: string;
            /** @enum {string} */
            by: "day" | "app" | "x" | "reference";
            items: {
                day?: string;
                app?: string;
                x?: string | null;
                reference?: string | null;
                /** @description Calls with a CDR, each once. */
                calls: number;
                answered: number;
                talkSeconds: number;
                /** @description Begun minutes of each CDR, as the platform bills them. */
                billedMinutes: number;
                /** @description Calls that were answered, or cannot be opened, whose talk no record says: in no minute. */
                unknownTalk: number;
                messages: number;
                /** @description The platform's `splitNum`; where it is absent, parts of 70/67 or 160/154 characters. */
                messageParts: number;
                /** @description Private numbers in the pool, each once a month, at the first day; 0 without a price for it. */
                numberMonths: number;
                /** @description The part of the sums whose records came after the month of the call or text. */
                late: {
                    calls: number;
                    billedMinutes: number;
                    messages: number;
                    messageParts: number;
                };
                /** @description By the prices of the apps: exact decimals, one entry a currency; none without prices. */
                amounts: {
                    currency: string;
                    calls: string;
                    messages: string;
                    numbers: string;
                    total: string;
                }[];
            }[];
            nextCursor: string | null;
            total: {
                /** @description Calls with a CDR, each once. */
                calls: number;
                answered: number;
                talkSeconds: number;
                /** @description Begun minutes of each CDR, as the platform bills them. */
                billedMinutes: number;
                /** @description Calls that were answered, or cannot be opened, whose talk no record says: in no minute. */
                unknownTalk: number;
                messages: number;
                /** @description The platform's `splitNum`; where it is absent, parts of 70/67 or 160/154 characters. */
                messageParts: number;
                /** @description Private numbers in the pool, each once a month, at the first day; 0 without a price for it. */
                numberMonths: number;
                /** @description The part of the sums whose records came after the month of the call or text. */
                late: {
                    calls: number;
                    billedMinutes: number;
                    messages: number;
                    messageParts: number;
                };
                /** @description By the prices of the apps: exact decimals, one entry a currency; none without prices. */
                amounts: {
                    currency: string;
                    calls: string;
                    messages: string;
                    numbers: string;
                    total: string;
                }[];
            };
            /** @description Numbers and days that wait for their count with late records, or after a rebuild. */
            uncounted: number;
        };
        PushOverview: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            from: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            to: string;
            /** @description Hours, in more than two days quarters of a day, without gaps. Later events of a call are not counted. */
            buckets: {
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                from: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                to: string;
                /** @description `null`: not counted. */
                received: number | null;
            }[];
            /** @description The last fifty, the newest first. */
            latest: {
                journalId: string;
                app: string;
                /** @enum {string} */
                route: "call-events" | "cdr" | "sms" | "number-status";
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                receivedAt: string;
                /**
                 * @description Absent where the push cannot be opened.
                 * @enum {string}
                 */
                kind?: "cdrs" | "event" | "sms" | "number-status" | "unknown";
                items?: number;
            }[];
            /** @description `true`: some buckets are `null`, because counting them would take too long. For some apps alone only 500 pushes of all apps are looked at. */
            truncated: boolean;
        };
        QuarantineList: {
            items: {
                itemId: string;
                app: string;
                /**
                 * @description Of the push that it was in.
                 * @enum {string}
                 */
                kind: "cdrs" | "event" | "sms" | "number-status" | "unknown";
                /** @description Why it was not understood. */
                reason: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                receivedAt: string;
                /** @description The push that it was in. */
                journalId: string;
            }[];
            /** @description Where the list goes on; `null` at its end. */
            nextCursor: string | null;
        };
        QuarantineItem: {
            itemId: string;
            app: string;
            /**
             * @description Of the push that it was in.
             * @enum {string}
             */
            kind: "cdrs" | "event" | "sms" | "number-status" | "unknown";
            /** @description Why it was not understood. */
            reason: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            receivedAt: string;
            /** @description The push that it was in. */
            journalId: string;
            /** @enum {string} */
            route: "call-events" | "cdr" | "sms" | "number-status";
            /** @description The fields of what was sent, without their values; `null` where the journal alone has it. */
            sent: {
                fields: {
                    /** @description Empty: not an object was sent. */
                    path: string;
                    /** @enum {string} */
                    type: "text" | "number" | "boolean" | "null" | "list" | "object";
                    /** @description Of a text; of a list its entries. */
                    length?: number;
                    /** @description Of a short text: each digit as `#`, each letter as `a`; none of several words. */
                    form?: string;
                    /** @description Only true, false and integers of up to three digits. */
                    value?: number | boolean;
                }[];
                truncated: boolean;
            } | null;
        };
        ReplayReport: {
            /** @description Pushes, or items; in a dry run those that would be fed again. */
            replayed: number;
            /** @description Records that were not there yet. */
            stored: number;
            duplicates: number;
            /** @description Items that still cannot be read. */
            quarantined: number;
            /** @description Items without an effect. */
            ignored: number;
            /** @description Items that left the quarantine. */
            broughtIn: number;
            /** @description Of other apps than asked for. Only for keys of all apps. */
            skipped?: number;
            /** @description No push for the reader of this release. */
            unreadable: number;
            /** @description Those that no data key opens. */
            unopened: string[];
            /** @description Where to go on, as `after` of the same request; `null`: it came to the end. */
            next: string | null;
        };
        DiscardReport: {
            /** @enum {string} */
            outcome: "discarded" | "would-be-discarded";
            itemId: string;
            app?: string;
            /**
             * @description Of the push that it was in.
             * @enum {string}
             */
            kind?: "cdrs" | "event" | "sms" | "number-status" | "unknown";
            /** @description Why it was not understood. */
            reason?: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            receivedAt?: string;
            /** @description The push that it was in. */
            journalId?: string;
        };
        RecordingBacklog: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            at: string;
            waiting: number;
            /** @description Those of them whose next attempt is due. */
            due: number;
            /** @description Those whose time at the platform is over, and which nobody has called lost yet. */
            overdue: {
                waiting: number;
                /** @description Those of them whose next attempt is due. */
                due: number;
            };
            /** @description By when the platform deletes them: hours for the next 24, then days of UTC for a week. Without gaps, and with those that have none. */
            byDeadline: {
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                from: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                to: string;
                waiting: number;
                /** @description Those of them whose next attempt is due. */
                due: number;
            }[];
            lost: number;
            /** @description Of `lostLookedAt` recordings, those with the latest deadlines; the commonest first. */
            lostByReason: {
                reason: string;
                recordings: number;
            }[];
            lostLookedAt: number;
            /** @description `false`: there is more than was counted. 10,000 a list are counted, and for some apps alone the first 1000 of all apps are looked at. */
            isComplete: boolean;
            /** @description Twenty that are deleted first. */
            nearest: {
                callId: string;
                app: string;
                /** @enum {string} */
                status: "none" | "not-expected" | "pending" | "archived" | "lost";
                attempts: number;
                /**
                 * Format: date-time
                 * @description When the platform deletes the file.
                 */
                deadlineAt?: string;
                /** @description Why the last attempt failed, or it is lost. */
                reason?: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                archivedAt?: string;
                sizeBytes?: number;
                /** @description What makes an archived one suspect. */
                notes?: string[];
            }[];
            /** @description Twenty that were lost last. */
            latestLost: {
                callId: string;
                app: string;
                /** @enum {string} */
                status: "none" | "not-expected" | "pending" | "archived" | "lost";
                attempts: number;
                /**
                 * Format: date-time
                 * @description When the platform deletes the file.
                 */
                deadlineAt?: string;
                /** @description Why the last attempt failed, or it is lost. */
                reason?: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                archivedAt?: string;
                sizeBytes?: number;
                /** @description What makes an archived one suspect. */
                notes?: string[];
            }[];
        };
        RetriedRecordings: {
            callId: string;
            /** @description One a recording of the call. `due-now`: the next run of the archiver takes it. `in-hand`: an archiver has it now. `changed`: it changed meanwhile, ask again. `deadline-over`: the platform has deleted it; only `rearchive` makes one more try. `was-erased`: nothing brings it back from here. */
            outcomes: ("due-now" | "in-hand" | "changed" | "would-be-due-now" | "deadline-over" | "was-erased" | "already-archived" | "no-recording" | "no-call" | "unreadable" | "erased" | "erasing" | "would-be-erased")[];
        };
        DeploymentStatus: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            at: string;
            lines: {
                /**
                 * @description What it is about.
                 * @enum {string}
                 */
                part: "gate" | "backlog" | "silence" | "last-pushes" | "quarantine" | "pool" | "recordings" | "alarms" | "runs";
                /** @description Stable; with `values` it says the same as `text`. */
                code: string;
                name: string;
                /** @description Of a gate, `*` is every app. */
                app?: string;
                /**
                 * @description `wrong`: somebody has to do something. `unknown`: nobody could look.
                 * @enum {string}
                 */
                state: "ok" | "wrong" | "unknown";
                /** @description In English, for people. */
                text: string;
                values: {
                    [key: string]: string | number;
                };
                /** @description The page of the project that says what to do. */
                page?: string;
            }[];
            /** @description All alarms; none on the local stack. `failed`: CloudWatch gave no answer. `null` for keys of some apps. */
            alarms: ({
                value: {
                    name: string;
                    /** @description The name of its page. */
                    page: string;
                    isRinging: boolean;
                    /**
                     * Format: date-time
                     * @description When it began to ring, or stopped.
                     */
                    since: string;
                }[];
            } | {
                /** @enum {string} */
                failed: "not-answered";
            }) | null;
            /** @description The functions that run by themselves. `failed`: CloudWatch gave no answer. `null` for keys of some apps. */
            lastRuns: ({
                value: {
                    name: string;
                    /** @description Within how long it must have run. */
                    withinSeconds: number;
                    /** @description To five minutes; `null`: none within that. */
                    lastRunAt: string | null;
                    /** @description Within that time. */
                    runs: number;
                    errors: number;
                }[];
            } | {
                /** @enum {string} */
                failed: "not-answered";
            }) | null;
            /** @description Journaled pushes of the last 24 hours and the one that goes on. `failed`: CloudWatch gave no answer. `null` for keys of some apps. */
            receivedPushes: ({
                value: {
                    /**
                     * Format: date-time
                     * @description ISO 8601, UTC
                     */
                    at: string;
                    count: number;
                }[];
            } | {
                /** @enum {string} */
                failed: "not-answered";
            }) | null;
            /** @description Pushes that were refused, which are stored nowhere; the same hours. `failed`: CloudWatch gave no answer. `null` for keys of some apps. */
            refusedPushes: ({
                value: {
                    total: {
                        /**
                         * Format: date-time
                         * @description ISO 8601, UTC
                         */
                        at: string;
                        count: number;
                    }[];
                    byReason: {
                        reason: string;
                        hours: {
                            /**
                             * Format: date-time
                             * @description ISO 8601, UTC
                             */
                            at: string;
                            count: number;
                        }[];
                    }[];
                };
            } | {
                /** @enum {string} */
                failed: "not-answered";
            }) | null;
        };
        Health: {
            /** @constant */
            status: "ok";
        };
        Problem: {
            /** @description The page of the error, as a path of this API: `/problems/` and the code. Decide by `code`, not by this. */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @enum {string} */
            code: "invalid-request" | "unauthorized" | "forbidden" | "not-found" | "payload-too-large" | "idempotency-key-reused" | "not-changeable" | "number-taken" | "party-limit" | "already-bound" | "party-blocked" | "bind-limit" | "binding-in-progress" | "binding-ended" | "version-conflict" | "number-of-another-app" | "would-retire" | "not-reported" | "report-in-progress" | "report-too-soon" | "report-barred" | "recording-pending" | "recording-lost" | "pool-exhausted" | "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-rejected" | "platform-unavailable" | "store-unavailable" | "item-unreadable" | "internal-error";
            errors?: {
                path: string;
                message: string;
                /** @description Names the fault, for a page that says it in its own words; `message` says it in English. So far the faults of a table of numbers have one. */
                code?: string;
                /** @description What `message` names, by name: a row, a count, an app. */
                values?: {
                    [key: string]: string | number;
                };
            }[];
            /** @description What the platform answered. */
            platform?: {
                httpStatus: number;
                code: string;
                text: string;
            };
            retryAfterSeconds?: number;
            /** @description The page of the project that says what its operator does about it. */
            help?: string;
        };
        ProblemDescription: {
            type: string;
            /** @enum {string} */
            code: "invalid-request" | "unauthorized" | "forbidden" | "not-found" | "payload-too-large" | "idempotency-key-reused" | "not-changeable" | "number-taken" | "party-limit" | "already-bound" | "party-blocked" | "bind-limit" | "binding-in-progress" | "binding-ended" | "version-conflict" | "number-of-another-app" | "would-retire" | "not-reported" | "report-in-progress" | "report-too-soon" | "report-barred" | "recording-pending" | "recording-lost" | "pool-exhausted" | "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-rejected" | "platform-unavailable" | "store-unavailable" | "item-unreadable" | "internal-error";
            status: number;
            title: string;
            cause: string;
            remedy: string;
            /**
             * @description Whether the same request may be sent again. `change`: it has to be another one; `state`: something that stands in the way has to go first; `wait`: after `retryAfterSeconds`; `later`: after a time that is not told; `operator`: somebody has to act first; `never`: it will not come to anything.
             * @enum {string}
             */
            repeat: "change" | "state" | "wait" | "later" | "operator" | "never";
            repeatText: string;
            /** @description Causes that are typical of one mode, route or code of the platform. */
            hints: {
                about: string;
                text: string;
            }[];
            help?: string;
            /** @description An answer with this code. */
            example: {
                /** @description The page of the error, as a path of this API: `/problems/` and the code. Decide by `code`, not by this. */
                type: string;
                title: string;
                status: number;
                detail: string;
                /** @enum {string} */
                code: "invalid-request" | "unauthorized" | "forbidden" | "not-found" | "payload-too-large" | "idempotency-key-reused" | "not-changeable" | "number-taken" | "party-limit" | "already-bound" | "party-blocked" | "bind-limit" | "binding-in-progress" | "binding-ended" | "version-conflict" | "number-of-another-app" | "would-retire" | "not-reported" | "report-in-progress" | "report-too-soon" | "report-barred" | "recording-pending" | "recording-lost" | "pool-exhausted" | "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-rejected" | "platform-unavailable" | "store-unavailable" | "item-unreadable" | "internal-error";
                errors?: {
                    path: string;
                    message: string;
                    /** @description Names the fault, for a page that says it in its own words; `message` says it in English. So far the faults of a table of numbers have one. */
                    code?: string;
                    /** @description What `message` names, by name: a row, a count, an app. */
                    values?: {
                        [key: string]: string | number;
                    };
                }[];
                /** @description What the platform answered. */
                platform?: {
                    httpStatus: number;
                    code: string;
                    text: string;
                };
                retryAfterSeconds?: number;
                /** @description The page of the project that says what its operator does about it. */
                help?: string;
            };
        };
        ProblemList: {
            items: {
                type: string;
                /** @enum {string} */
                code: "invalid-request" | "unauthorized" | "forbidden" | "not-found" | "payload-too-large" | "idempotency-key-reused" | "not-changeable" | "number-taken" | "party-limit" | "already-bound" | "party-blocked" | "bind-limit" | "binding-in-progress" | "binding-ended" | "version-conflict" | "number-of-another-app" | "would-retire" | "not-reported" | "report-in-progress" | "report-too-soon" | "report-barred" | "recording-pending" | "recording-lost" | "pool-exhausted" | "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-rejected" | "platform-unavailable" | "store-unavailable" | "item-unreadable" | "internal-error";
                status: number;
                title: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listBindings: {
        parameters: {
            query?: {
                /** @description Bindings whose A this is; with `at` those whose A it was at that moment, as far as it still is. */
                a?: string;
                /** @description The same of B. */
                b?: string;
                /** @description Bindings whose A or B this is. */
                party?: string;
                /** @description Whatever belongs to this private number. */
                x?: string;
                /** @description AXYB: the binding that has this Y, by which A reaches B. */
                y?: string;
                /** @description Bindings with exactly this reference. */
                reference?: string;
                /** @description Bindings of this app, by its name in the configuration. */
                app?: string;
                /** @description Only bindings that have this status now. */
                status?: "pending" | "active" | "releasing" | "released" | "expired" | "failed";
                /** @description Only bindings whose people had X at this moment, in ISO 8601: a day (of UTC, its first moment) or a moment with its zone. */
                at?: string;
                /** @description Only bindings that were made from this moment on, in ISO 8601: a day (of UTC) or a moment with its zone. */
                from?: string;
                /** @description Only bindings that were made before this moment. */
                to?: string;
                /** @description Items on a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. It opens for the same filter only. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "status": "active",
                     *           "a": "+8613800000001",
                     *           "b": "+8613900000002",
                     *           "x": "+8617000000001",
                     *           "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *           "reference": "order-42",
                     *           "callDirection": "both",
                     *           "record": true,
                     *           "recordTone": "recording-notice.wav",
                     *           "createdAt": "2026-03-01T08:00:00.000Z",
                     *           "expiresAt": "2026-03-01T10:00:00.000Z",
                     *           "version": 1,
                     *           "createdBy": "shop"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["BindingList"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    bind: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key is answered as the first time for 24 hours; keys of different API keys are apart. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description Needed when several apps have this mode. */
                    app?: string;
                    /** @description A, whose number is hidden. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    a: string;
                    /** @description A particular private number; otherwise one is chosen. A private number as people write it: `+8617000000001`. */
                    x?: string;
                    /** @description The wished city of the private number. AX and AXE (AXB for a fixed line) need it where the platform chooses the number and no `x` is named. */
                    areaCode?: string;
                    /**
                     * @description `strict`: no other city. Default: the app's, which is `loose` unless it is set.
                     * @enum {string}
                     */
                    areaMatch?: "strict" | "loose";
                    /** @description Your key of the business case, an order number, say. Part of what makes a binding the same one. */
                    reference?: string;
                    /** @description Needs a tone, here or as the default of the app. */
                    record?: boolean;
                    /** @description The voice file that announces the recording. */
                    recordTone?: string;
                    /** @description Comes back in events, CDRs and texts. With a mainland phone number in it, however written, it is refused; digits in one longer row, such as those of an order number, are none. */
                    userData?: string;
                    /** @description From the answer on; 0: no limit. */
                    maxCallMinutes?: number;
                    /** @description The voice file that is played a minute before that limit. */
                    lastMinuteTone?: string;
                    /**
                     * @description Decides which other fields there are.
                     * @constant
                     */
                    mode: "AX";
                    /** @description Absent: the app's default. `null`: never expires, where the app allows it. */
                    ttlSeconds?: number | null;
                    /**
                     * @description Who may call: both sides, only A, only towards A. Default: `both`.
                     * @enum {string}
                     */
                    callDirection?: "both" | "from-a" | "to-a";
                    /** @description Whether texts are passed on; `true` wants an X that can. */
                    sms?: boolean;
                    /** @description Voice files that callers hear instead of the ringback. */
                    waitingTones?: {
                        a?: string;
                        others?: string;
                    };
                } | {
                    /** @description Needed when several apps have this mode. */
                    app?: string;
                    /** @description A, whose number is hidden. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    a: string;
                    /** @description A particular private number; otherwise one is chosen. A private number as people write it: `+8617000000001`. */
                    x?: string;
                    /** @description The wished city of the private number. AX and AXE (AXB for a fixed line) need it where the platform chooses the number and no `x` is named. */
                    areaCode?: string;
                    /**
                     * @description `strict`: no other city. Default: the app's, which is `loose` unless it is set.
                     * @enum {string}
                     */
                    areaMatch?: "strict" | "loose";
                    /** @description Your key of the business case, an order number, say. Part of what makes a binding the same one. */
                    reference?: string;
                    /** @description Needs a tone, here or as the default of the app. */
                    record?: boolean;
                    /** @description The voice file that announces the recording. */
                    recordTone?: string;
                    /** @description Comes back in events, CDRs and texts. With a mainland phone number in it, however written, it is refused; digits in one longer row, such as those of an order number, are none. */
                    userData?: string;
                    /** @description From the answer on; 0: no limit. */
                    maxCallMinutes?: number;
                    /** @description The voice file that is played a minute before that limit. */
                    lastMinuteTone?: string;
                    /**
                     * @description Decides which other fields there are.
                     * @constant
                     */
                    mode: "AXB";
                    /** @description B, the other person. AXYB: `null` in a change leaves nobody in particular. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    b: string;
                    /** @description Absent: the app's default. `null`: never expires, where the app allows it. */
                    ttlSeconds?: number | null;
                    /**
                     * @description Who may call: both sides, only A, only towards A. Default: `both`.
                     * @enum {string}
                     */
                    callDirection?: "both" | "from-a" | "to-a";
                    /** @description Whether texts are passed on; `true` wants an X that can. */
                    sms?: boolean;
                    /** @description Voice files that callers hear instead of the ringback. */
                    waitingTones?: {
                        a?: string;
                        b?: string;
                    };
                } | {
                    /** @description Needed when several apps have this mode. */
                    app?: string;
                    /** @description A, whose number is hidden. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    a: string;
                    /** @description A particular private number; otherwise one is chosen. A private number as people write it: `+8617000000001`. */
                    x?: string;
                    /** @description The wished city of the private number. AX and AXE (AXB for a fixed line) need it where the platform chooses the number and no `x` is named. */
                    areaCode?: string;
                    /**
                     * @description `strict`: no other city. Default: the app's, which is `loose` unless it is set.
                     * @enum {string}
                     */
                    areaMatch?: "strict" | "loose";
                    /** @description Your key of the business case, an order number, say. Part of what makes a binding the same one. */
                    reference?: string;
                    /** @description Needs a tone, here or as the default of the app. */
                    record?: boolean;
                    /** @description The voice file that announces the recording. */
                    recordTone?: string;
                    /** @description Comes back in events, CDRs and texts. With a mainland phone number in it, however written, it is refused; digits in one longer row, such as those of an order number, are none. */
                    userData?: string;
                    /**
                     * @description Decides which other fields there are.
                     * @constant
                     */
                    mode: "AXE";
                    /** @description Absent: the app's default. `null`: never expires, where the app allows it. */
                    ttlSeconds?: number | null;
                    /** @description What callers dial after X; absent: the platform chooses it. */
                    extension?: string;
                    /** @description Who or what answers A when A calls X and nobody called before. */
                    callback?: {
                        /** @description A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                        number: string;
                    } | {
                        tone: string;
                    };
                    /** @description How long A reaches the last caller by calling X; whole minutes. */
                    callbackTtlSeconds?: number;
                } | {
                    /** @description Needed when several apps have this mode. */
                    app?: string;
                    /** @description A, whose number is hidden. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    a: string;
                    /** @description The wished city of the private number. AX and AXE (AXB for a fixed line) need it where the platform chooses the number and no `x` is named. */
                    areaCode?: string;
                    /**
                     * @description `strict`: no other city. Default: the app's, which is `loose` unless it is set.
                     * @enum {string}
                     */
                    areaMatch?: "strict" | "loose";
                    /** @description Your key of the business case, an order number, say. Part of what makes a binding the same one. */
                    reference?: string;
                    /** @description Needs a tone, here or as the default of the app. */
                    record?: boolean;
                    /** @description The voice file that announces the recording. */
                    recordTone?: string;
                    /** @description Comes back in events, CDRs and texts. With a mainland phone number in it, however written, it is refused; digits in one longer row, such as those of an order number, are none. */
                    userData?: string;
                    /**
                     * @description Decides which other fields there are.
                     * @constant
                     */
                    mode: "AXYB";
                    /** @description B, the other person. AXYB: `null` in a change leaves nobody in particular. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    b?: string;
                    /** @description Absent: the app's default. `null`: never expires, where the app allows it. */
                    ttlSeconds?: number | null;
                    /** @description How long a Y lives. */
                    ybTtlSeconds?: number;
                    /**
                     * @description Who may call: both sides, only A, only towards A. Default: `both`.
                     * @enum {string}
                     */
                    callDirection?: "both" | "from-a" | "to-a";
                    /** @description Voice files that callers hear instead of the ringback. */
                    waitingTones?: {
                        x?: string;
                        y?: string;
                    };
                } | {
                    /** @description Needed when several apps have this mode. */
                    app?: string;
                    /** @description A, whose number is hidden. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    a: string;
                    /** @description A particular private number; otherwise one is chosen. A private number as people write it: `+8617000000001`. */
                    x: string;
                    /** @description The wished city of the private number. AX and AXE (AXB for a fixed line) need it where the platform chooses the number and no `x` is named. */
                    areaCode?: string;
                    /**
                     * @description `strict`: no other city. Default: the app's, which is `loose` unless it is set.
                     * @enum {string}
                     */
                    areaMatch?: "strict" | "loose";
                    /** @description Your key of the business case, an order number, say. Part of what makes a binding the same one. */
                    reference?: string;
                    /** @description Needs a tone, here or as the default of the app. */
                    record?: boolean;
                    /** @description The voice file that announces the recording. */
                    recordTone?: string;
                    /** @description Comes back in events, CDRs and texts. With a mainland phone number in it, however written, it is refused; digits in one longer row, such as those of an order number, are none. */
                    userData?: string;
                    /** @description From the answer on; 0: no limit. */
                    maxCallMinutes?: number;
                    /** @description The voice file that is played a minute before that limit. */
                    lastMinuteTone?: string;
                    /**
                     * @description Decides which other fields there are.
                     * @constant
                     */
                    mode: "X";
                    /** @description B, the other person. AXYB: `null` in a change leaves nobody in particular. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    b: string;
                    /** @description Absent: the app's default. `null`: never expires, where the app allows it. */
                    ttlSeconds?: number | null;
                    /**
                     * @description Who may call: both sides, only A, only towards A. Default: `both`.
                     * @enum {string}
                     */
                    callDirection?: "both" | "from-a" | "to-a";
                    /** @description Voice files that callers hear instead of the ringback. */
                    waitingTones?: {
                        a?: string;
                        b?: string;
                    };
                };
            };
        };
        responses: {
            /** @description The same binding exists and lives. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *       "app": "rides",
                     *       "mode": "AXB",
                     *       "status": "active",
                     *       "a": "+8613800000001",
                     *       "b": "+8613900000002",
                     *       "x": "+8617000000001",
                     *       "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *       "reference": "order-42",
                     *       "callDirection": "both",
                     *       "record": true,
                     *       "recordTone": "recording-notice.wav",
                     *       "createdAt": "2026-03-01T08:00:00.000Z",
                     *       "expiresAt": "2026-03-01T10:00:00.000Z",
                     *       "version": 1,
                     *       "createdBy": "shop"
                     *     }
                     */
                    "application/json": components["schemas"]["BoundBinding"];
                };
            };
            /** @description A new binding, or the first answer of this idempotency key. `differs` occurs where this request took up the bind of an earlier one that was cut short. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *       "app": "rides",
                     *       "mode": "AXB",
                     *       "status": "active",
                     *       "a": "+8613800000001",
                     *       "b": "+8613900000002",
                     *       "x": "+8617000000001",
                     *       "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *       "reference": "order-42",
                     *       "callDirection": "both",
                     *       "record": true,
                     *       "recordTone": "recording-notice.wav",
                     *       "createdAt": "2026-03-01T08:00:00.000Z",
                     *       "expiresAt": "2026-03-01T10:00:00.000Z",
                     *       "version": 1,
                     *       "createdBy": "shop"
                     *     }
                     */
                    "application/json": components["schemas"]["BoundBinding"];
                };
            };
            /** @description The platform is down, and the app has `platformDown: queue`: the binding is `pending` and is made within two minutes when the platform answers again, until `queuedUntil`. The events `binding.active` and `binding.failed` tell what has become of it, and so does a repeat: this answer while it waits, also to a request of the same pair without a key, 200 or 201 once it is made. `DELETE` ends it, and its key then answers with the ended binding. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *       "app": "rides",
                     *       "mode": "AXB",
                     *       "status": "active",
                     *       "a": "+8613800000001",
                     *       "b": "+8613900000002",
                     *       "x": "+8617000000001",
                     *       "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *       "reference": "order-42",
                     *       "callDirection": "both",
                     *       "record": true,
                     *       "recordTone": "recording-notice.wav",
                     *       "createdAt": "2026-03-01T08:00:00.000Z",
                     *       "expiresAt": "2026-03-01T10:00:00.000Z",
                     *       "version": 1,
                     *       "createdBy": "shop"
                     *     }
                     */
                    "application/json": components["schemas"]["BoundBinding"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /**
             * @description `number-taken`: The X asked for, or that of the binding, already holds A or B; with `cooling-down` in `detail` it rests only. Ask for another X, or for none.
             *
             *     `party-limit`: A has as many X as the mode allows: five in AX and AXYB. End one of the bindings of A; no other X helps.
             *
             *     `binding-in-progress`: Another request is making or changing this binding, or an older one may still be applied. Repeat after `retryAfterSeconds`.
             */
            409: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "number-taken" | "party-limit" | "binding-in-progress";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /**
             * @description `party-blocked`: One of the people is blocked, or somebody who is in the binding that would get more; `errors` names each field. Nothing was made or changed. A repeat gives the same until somebody takes the block away (`DELETE /blocks/{blockId}`).
             *
             *     `idempotency-key-reused`: The `Idempotency-Key` was used for another request within the last 24 hours. Take a new key for each request, and the same key for a repeat of the same request only.
             *
             *     `not-reported`: The app binds reported people only, and the actual user of A is not reported: the carriers would intercept the calls. Report him first (`POST /reports`).
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "party-blocked" | "idempotency-key-reused" | "not-reported";
                    };
                };
            };
            /** @description `bind-limit`: A or B was bound as often in this hour of the clock as the app allows (`bindsPerPersonPerHour`); `errors` names the field. Repeat after `retryAfterSeconds`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "bind-limit";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `pool-exhausted`: No X is left for these two people. Add numbers, or release bindings; a live one is never evicted.
             *
             *     `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "pool-exhausted" | "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    unbindByReference: {
        parameters: {
            query: {
                /** @description The bindings with exactly this reference. */
                reference: string;
                /** @description Only bindings of this app, by its name in the configuration. */
                app?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bindings that were live, all of them ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "status": "released",
                     *           "a": "+8613800000001",
                     *           "b": "+8613900000002",
                     *           "x": "+8617000000001",
                     *           "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *           "reference": "order-42",
                     *           "callDirection": "both",
                     *           "record": true,
                     *           "recordTone": "recording-notice.wav",
                     *           "createdAt": "2026-03-01T08:00:00.000Z",
                     *           "expiresAt": "2026-03-01T10:00:00.000Z",
                     *           "version": 1,
                     *           "createdBy": "shop",
                     *           "releasedAt": "2026-03-01T09:00:00.000Z",
                     *           "endedAt": "2026-03-01T09:00:00.000Z",
                     *           "endedBy": "support",
                     *           "endReason": "released"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReleasedBindings"];
                };
            };
            /** @description The bindings that were live. The account's state at the platform stops some unbinds, or may do so; those are `releasing` and the sweeper goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "status": "released",
                     *           "a": "+8613800000001",
                     *           "b": "+8613900000002",
                     *           "x": "+8617000000001",
                     *           "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *           "reference": "order-42",
                     *           "callDirection": "both",
                     *           "record": true,
                     *           "recordTone": "recording-notice.wav",
                     *           "createdAt": "2026-03-01T08:00:00.000Z",
                     *           "expiresAt": "2026-03-01T10:00:00.000Z",
                     *           "version": 1,
                     *           "createdBy": "shop",
                     *           "releasedAt": "2026-03-01T09:00:00.000Z",
                     *           "endedAt": "2026-03-01T09:00:00.000Z",
                     *           "endedBy": "support",
                     *           "endReason": "released"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReleasedBindings"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `binding-in-progress`: Another request is making or changing this binding, or an older one may still be applied. Repeat after `retryAfterSeconds`. */
            409: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "binding-in-progress";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    readBinding: {
        parameters: {
            query?: {
                /** @description `true` asks the platform and adds `platform`. */
                verify?: "true" | "false";
            };
            header?: never;
            path: {
                bindingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The binding; with `verify=true` also `platform`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *       "app": "rides",
                     *       "mode": "AXB",
                     *       "status": "active",
                     *       "a": "+8613800000001",
                     *       "b": "+8613900000002",
                     *       "x": "+8617000000001",
                     *       "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *       "reference": "order-42",
                     *       "callDirection": "both",
                     *       "record": true,
                     *       "recordTone": "recording-notice.wav",
                     *       "createdAt": "2026-03-01T08:00:00.000Z",
                     *       "expiresAt": "2026-03-01T10:00:00.000Z",
                     *       "version": 1,
                     *       "createdBy": "shop",
                     *       "platform": {
                     *         "state": "match",
                     *         "differences": []
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["VerifiedBinding"] | components["schemas"]["Binding"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    unbind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bindingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ended binding. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *       "app": "rides",
                     *       "mode": "AXB",
                     *       "status": "active",
                     *       "a": "+8613800000001",
                     *       "b": "+8613900000002",
                     *       "x": "+8617000000001",
                     *       "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *       "reference": "order-42",
                     *       "callDirection": "both",
                     *       "record": true,
                     *       "recordTone": "recording-notice.wav",
                     *       "createdAt": "2026-03-01T08:00:00.000Z",
                     *       "expiresAt": "2026-03-01T10:00:00.000Z",
                     *       "version": 1,
                     *       "createdBy": "shop"
                     *     }
                     */
                    "application/json": components["schemas"]["Binding"];
                };
            };
            /** @description The account's state at the platform stops the unbind, or may do so; the binding is `releasing` and the sweeper goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *       "app": "rides",
                     *       "mode": "AXB",
                     *       "status": "active",
                     *       "a": "+8613800000001",
                     *       "b": "+8613900000002",
                     *       "x": "+8617000000001",
                     *       "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *       "reference": "order-42",
                     *       "callDirection": "both",
                     *       "record": true,
                     *       "recordTone": "recording-notice.wav",
                     *       "createdAt": "2026-03-01T08:00:00.000Z",
                     *       "expiresAt": "2026-03-01T10:00:00.000Z",
                     *       "version": 1,
                     *       "createdBy": "shop"
                     *     }
                     */
                    "application/json": components["schemas"]["Binding"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `binding-in-progress`: Another request is making or changing this binding, or an older one may still be applied. Repeat after `retryAfterSeconds`. */
            409: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "binding-in-progress";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    changeBinding: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `version` that the change is meant for; another one is 412. */
                "If-Match"?: string;
            };
            path: {
                bindingId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description A, whose number is hidden. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    a?: string;
                    /** @description B, the other person. AXYB: `null` in a change leaves nobody in particular. */
                    b?: string | null;
                    /**
                     * @description Who may call: both sides, only A, only towards A.
                     * @enum {string}
                     */
                    callDirection?: "both" | "from-a" | "to-a";
                    /** @description Counts anew from the change. `null`: never expires, where the app allows it. */
                    ttlSeconds?: number | null;
                    /** @description Needs a tone, here or as the default of the app. */
                    record?: boolean;
                    /** @description The voice file that announces the recording. */
                    recordTone?: string;
                    /** @description From the answer on; 0: no limit. */
                    maxCallMinutes?: number;
                    /** @description The voice file that is played a minute before that limit. */
                    lastMinuteTone?: string;
                    /** @description Whether texts are passed on; `true` wants an X that can. */
                    sms?: boolean;
                    /** @description Voice files that callers hear instead of the ringback. */
                    waitingTones?: {
                        a?: string;
                        b?: string;
                        others?: string;
                        x?: string;
                        y?: string;
                    };
                    /** @description Comes back in events, CDRs and texts. With a mainland phone number in it, however written, it is refused; digits in one longer row, such as those of an order number, are none. */
                    userData?: string;
                    /** @description Who or what answers A when A calls X and nobody called before. */
                    callback?: {
                        /** @description A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                        number: string;
                    } | {
                        tone: string;
                    };
                    /** @description How long A reaches the last caller by calling X; whole minutes. */
                    callbackTtlSeconds?: number;
                };
            };
        };
        responses: {
            /** @description The changed binding; its `version` is one higher. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *       "app": "rides",
                     *       "mode": "AXB",
                     *       "status": "active",
                     *       "a": "+8613800000001",
                     *       "b": "+8613900000002",
                     *       "x": "+8617000000001",
                     *       "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *       "reference": "order-42",
                     *       "callDirection": "both",
                     *       "record": true,
                     *       "recordTone": "recording-notice.wav",
                     *       "createdAt": "2026-03-01T08:00:00.000Z",
                     *       "expiresAt": "2026-03-01T10:00:00.000Z",
                     *       "version": 2,
                     *       "createdBy": "shop"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangedBinding"];
                };
            };
            /**
             * @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same.
             *
             *     `not-changeable`: The mode cannot change this field; `errors` names each one. Nothing was changed. End the binding and make a new one.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request" | "not-changeable";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /**
             * @description `number-taken`: The X asked for, or that of the binding, already holds A or B; with `cooling-down` in `detail` it rests only. Ask for another X, or for none.
             *
             *     `party-limit`: A has as many X as the mode allows: five in AX and AXYB. End one of the bindings of A; no other X helps.
             *
             *     `already-bound`: The change would make the binding the same as another live one: app, mode, A, B and reference. Nothing was changed. End one of the two; a repeat gives the same.
             *
             *     `binding-ended`: The binding to be changed has ended, or is being ended. Make a new one.
             *
             *     `binding-in-progress`: Another request is making or changing this binding, or an older one may still be applied. Repeat after `retryAfterSeconds`.
             */
            409: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "number-taken" | "party-limit" | "already-bound" | "binding-ended" | "binding-in-progress";
                    };
                };
            };
            /** @description `version-conflict`: The binding is not the version that `If-Match` names, or was changed by somebody else at the same time. Of an import: it would make another difference than `ifDifference` names. Read it again; of an import, make the dry run again. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "version-conflict";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /**
             * @description `party-blocked`: One of the people is blocked, or somebody who is in the binding that would get more; `errors` names each field. Nothing was made or changed. A repeat gives the same until somebody takes the block away (`DELETE /blocks/{blockId}`).
             *
             *     `not-reported`: The app binds reported people only, and the actual user of A is not reported: the carriers would intercept the calls. Report him first (`POST /reports`).
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "party-blocked" | "not-reported";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    setTemporaryCallee: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bindingId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whom A's next calls to X reach. A mainland mobile, fixed-line, 400 or 95 number as people write it. */
                    callee: string;
                    /**
                     * @description For how long; three days at most.
                     * @default 60
                     */
                    ttlSeconds?: number;
                    /** @description Comes back in events, CDRs and texts. With a mainland phone number in it, however written, it is refused; digits in one longer row, such as those of an order number, are none. */
                    userData?: string;
                };
            };
        };
        responses: {
            /** @description The binding with its `temporaryCallee`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *       "app": "rides",
                     *       "mode": "AXB",
                     *       "status": "active",
                     *       "a": "+8613800000001",
                     *       "b": "+8613900000002",
                     *       "x": "+8617000000001",
                     *       "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *       "reference": "order-42",
                     *       "callDirection": "both",
                     *       "record": true,
                     *       "recordTone": "recording-notice.wav",
                     *       "createdAt": "2026-03-01T08:00:00.000Z",
                     *       "expiresAt": "2026-03-01T10:00:00.000Z",
                     *       "version": 1,
                     *       "createdBy": "shop"
                     *     }
                     */
                    "application/json": components["schemas"]["Binding"];
                };
            };
            /**
             * @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same.
             *
             *     `not-changeable`: The mode cannot change this field; `errors` names each one. Nothing was changed. End the binding and make a new one.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request" | "not-changeable";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /**
             * @description `binding-ended`: The binding to be changed has ended, or is being ended. Make a new one.
             *
             *     `binding-in-progress`: Another request is making or changing this binding, or an older one may still be applied. Repeat after `retryAfterSeconds`.
             */
            409: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "binding-ended" | "binding-in-progress";
                    };
                };
            };
            /** @description `version-conflict`: The binding is not the version that `If-Match` names, or was changed by somebody else at the same time. Of an import: it would make another difference than `ifDifference` names. Read it again; of an import, make the dry run again. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "version-conflict";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `party-blocked`: One of the people is blocked, or somebody who is in the binding that would get more; `errors` names each field. Nothing was made or changed. A repeat gives the same until somebody takes the block away (`DELETE /blocks/{blockId}`). */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "party-blocked";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    endByReference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description The bindings with exactly this reference. */
                    reference: string;
                    /** @description Only bindings of this app, by its name in the configuration. */
                    app?: string;
                };
            };
        };
        responses: {
            /** @description The bindings that were live, all of them ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "status": "released",
                     *           "a": "+8613800000001",
                     *           "b": "+8613900000002",
                     *           "x": "+8617000000001",
                     *           "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *           "reference": "order-42",
                     *           "callDirection": "both",
                     *           "record": true,
                     *           "recordTone": "recording-notice.wav",
                     *           "createdAt": "2026-03-01T08:00:00.000Z",
                     *           "expiresAt": "2026-03-01T10:00:00.000Z",
                     *           "version": 1,
                     *           "createdBy": "shop",
                     *           "releasedAt": "2026-03-01T09:00:00.000Z",
                     *           "endedAt": "2026-03-01T09:00:00.000Z",
                     *           "endedBy": "support",
                     *           "endReason": "released"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReleasedBindings"];
                };
            };
            /** @description The bindings that were live. The account's state at the platform stops some unbinds, or may do so; those are `releasing` and the sweeper goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "status": "released",
                     *           "a": "+8613800000001",
                     *           "b": "+8613900000002",
                     *           "x": "+8617000000001",
                     *           "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *           "reference": "order-42",
                     *           "callDirection": "both",
                     *           "record": true,
                     *           "recordTone": "recording-notice.wav",
                     *           "createdAt": "2026-03-01T08:00:00.000Z",
                     *           "expiresAt": "2026-03-01T10:00:00.000Z",
                     *           "version": 1,
                     *           "createdBy": "shop",
                     *           "releasedAt": "2026-03-01T09:00:00.000Z",
                     *           "endedAt": "2026-03-01T09:00:00.000Z",
                     *           "endedBy": "support",
                     *           "endReason": "released"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReleasedBindings"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `binding-in-progress`: Another request is making or changing this binding, or an older one may still be applied. Repeat after `retryAfterSeconds`. */
            409: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "binding-in-progress";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    changePhone: {
        parameters: {
            query?: {
                /** @description `true`: tell what would be done and do nothing. */
                dryRun?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description The number that the person has in the bindings. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    from: string;
                    /** @description The new number. Neither of the two may be a private number of ours. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    to: string;
                    /** @description Bindings of this app alone; absent: of all that the caller may see. */
                    app?: string;
                    /** @description `nextCursor` of the answer before. It opens for the same numbers and the same app only. */
                    cursor?: string;
                };
            };
        };
        responses: {
            /** @description All bindings were looked at, and none has failed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "roles": [
                     *             "a"
                     *           ],
                     *           "result": "changed"
                     *         },
                     *         {
                     *           "bindingId": "efghijklmnopefghijkl",
                     *           "app": "desk",
                     *           "mode": "AXE",
                     *           "roles": [
                     *             "a"
                     *           ],
                     *           "result": "not-changeable",
                     *           "code": "not-changeable"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PhoneChangeReport"];
                };
            };
            /** @description There is more to do: `nextCursor`, or items that have failed. With `Retry-After` where the platform asks for it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "roles": [
                     *             "a"
                     *           ],
                     *           "result": "changed"
                     *         },
                     *         {
                     *           "bindingId": "efghijklmnopefghijkl",
                     *           "app": "desk",
                     *           "mode": "AXE",
                     *           "roles": [
                     *             "a"
                     *           ],
                     *           "result": "not-changeable",
                     *           "code": "not-changeable"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PhoneChangeReport"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    listBlocks: {
        parameters: {
            query?: {
                /** @description The blocks of this person, all on one page. */
                party?: string;
                /** @description Blocks in this app alone, without those in all apps. */
                app?: string;
                /** @description Items on a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. It opens for the same filter only. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "blockId": "kabcdefghijkmnpqrabcdefghijkmnpq",
                     *           "party": "+8613800000001",
                     *           "app": "rides",
                     *           "reason": "insults couriers",
                     *           "createdAt": "2026-03-01T08:00:00.000Z",
                     *           "until": null,
                     *           "madeBy": "support"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["BlockList"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /**
             * @description `item-unreadable`: What the request needs is stored and cannot be opened: its data key is missing, or it was changed. The operator must look; a repeat gives the same until then. Lists leave such an item out and name it in `unreadable`.
             *
             *     `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "item-unreadable" | "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    block: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description The person, by a number. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    party: string;
                    /** @description In this app alone; absent: in all. A caller that is limited to apps names one. */
                    app?: string;
                    /** @description For people; at most 200 characters, and no phone number. */
                    reason?: string;
                    /** @description In ISO 8601, and in the future: a day (of UTC) or a moment with its zone. Absent: until it is taken away. */
                    until?: string;
                    /**
                     * @description `true`: the person's live bindings there are ended as well.
                     * @default false
                     */
                    endLive?: boolean;
                };
            };
        };
        responses: {
            /** @description It is written over the block that was there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "blockId": "kabcdefghijkmnpqrabcdefghijkmnpq",
                     *       "party": "+8613800000001",
                     *       "app": "rides",
                     *       "reason": "insults couriers",
                     *       "createdAt": "2026-03-01T08:00:00.000Z",
                     *       "until": null,
                     *       "madeBy": "support",
                     *       "ended": {
                     *         "items": [
                     *           {
                     *             "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *             "app": "rides",
                     *             "result": "ended"
                     *           }
                     *         ],
                     *         "isComplete": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MadeBlock"];
                };
            };
            /** @description The person is blocked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "blockId": "kabcdefghijkmnpqrabcdefghijkmnpq",
                     *       "party": "+8613800000001",
                     *       "app": "rides",
                     *       "reason": "insults couriers",
                     *       "createdAt": "2026-03-01T08:00:00.000Z",
                     *       "until": null,
                     *       "madeBy": "support",
                     *       "ended": {
                     *         "items": [
                     *           {
                     *             "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *             "app": "rides",
                     *             "result": "ended"
                     *           }
                     *         ],
                     *         "isComplete": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MadeBlock"];
                };
            };
            /** @description The person is blocked, and some bindings are left to be ended. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "blockId": "kabcdefghijkmnpqrabcdefghijkmnpq",
                     *       "party": "+8613800000001",
                     *       "app": "rides",
                     *       "reason": "insults couriers",
                     *       "createdAt": "2026-03-01T08:00:00.000Z",
                     *       "until": null,
                     *       "madeBy": "support",
                     *       "ended": {
                     *         "items": [
                     *           {
                     *             "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *             "app": "rides",
                     *             "result": "ended"
                     *           }
                     *         ],
                     *         "isComplete": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MadeBlock"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    unblock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                blockId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The block that was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "blockId": "kabcdefghijkmnpqrabcdefghijkmnpq",
                     *       "party": "+8613800000001",
                     *       "app": "rides",
                     *       "reason": "insults couriers",
                     *       "createdAt": "2026-03-01T08:00:00.000Z",
                     *       "until": null,
                     *       "madeBy": "support"
                     *     }
                     */
                    "application/json": components["schemas"]["Block"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /**
             * @description `item-unreadable`: What the request needs is stored and cannot be opened: its data key is missing, or it was changed. The operator must look; a repeat gives the same until then. Lists leave such an item out and name it in `unreadable`.
             *
             *     `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "item-unreadable" | "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    listCalls: {
        parameters: {
            query?: {
                /** @description Whatever belongs to this binding. */
                bindingId?: string;
                /** @description Whatever belongs to this private number. */
                x?: string;
                /** @description Calls of this person, on either side. With its `+` it may be a number of any country. */
                party?: string;
                /** @description Calls of this app, by its name in the configuration. */
                app?: string;
                /** @description Only calls with an outcome of this class. */
                outcome?: "normal" | "caller" | "callee" | "binding" | "tenant" | "platform" | "network" | "regulation" | "unknown";
                /** @description `true`: only calls without a binding of ours; `false`: only those with one. */
                orphan?: "true" | "false";
                /** @description From this moment on, in ISO 8601: a day (of UTC) or a moment with its zone. */
                from?: string;
                /** @description Before this moment. */
                to?: string;
                /** @description Items on a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. It opens for the same filter only. */
                cursor?: string;
            };
            header?: {
                /** @description Chinese first gives the texts of results in Chinese; anything else in English. */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "callId": "hfqkabncgdmpeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *           "lastHolder": null,
                     *           "x": "+8617000000001",
                     *           "caller": "+8613800000001",
                     *           "callee": "+8613900000002",
                     *           "direction": "from-a",
                     *           "startedAt": "2026-03-01T08:30:03.000Z",
                     *           "ringingAt": "2026-03-01T08:30:05.000Z",
                     *           "answeredAt": "2026-03-01T08:30:09.000Z",
                     *           "endedAt": "2026-03-01T08:31:20.000Z",
                     *           "answered": true,
                     *           "talkSeconds": 71,
                     *           "billedMinutes": 2,
                     *           "hungUpBy": null,
                     *           "outcome": {
                     *             "code": 0,
                     *             "source": "release-code",
                     *             "class": "normal",
                     *             "text": "Normal end"
                     *           },
                     *           "events": [
                     *             {
                     *               "type": "callin",
                     *               "at": "2026-03-01T08:30:03.000Z"
                     *             },
                     *             {
                     *               "type": "callout",
                     *               "at": "2026-03-01T08:30:03.000Z"
                     *             },
                     *             {
                     *               "type": "alerting",
                     *               "at": "2026-03-01T08:30:05.000Z"
                     *             },
                     *             {
                     *               "type": "answer",
                     *               "at": "2026-03-01T08:30:09.000Z"
                     *             },
                     *             {
                     *               "type": "disconnect",
                     *               "at": "2026-03-01T08:31:20.000Z"
                     *             }
                     *           ],
                     *           "recording": {
                     *             "status": "archived",
                     *             "attempts": 1,
                     *             "deadlineAt": "2026-03-08T08:31:20.000Z",
                     *             "archivedAt": "2026-03-01T08:33:02.000Z",
                     *             "sizeBytes": 568058,
                     *             "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *           },
                     *           "legs": [
                     *             {
                     *               "startedAt": "2026-03-01T08:30:03.000Z",
                     *               "answeredAt": "2026-03-01T08:30:09.000Z",
                     *               "endedAt": "2026-03-01T08:31:20.000Z",
                     *               "talkSeconds": 71,
                     *               "billedMinutes": 2,
                     *               "recording": {
                     *                 "status": "archived",
                     *                 "attempts": 1,
                     *                 "deadlineAt": "2026-03-08T08:31:20.000Z",
                     *                 "archivedAt": "2026-03-01T08:33:02.000Z",
                     *                 "sizeBytes": 568058,
                     *                 "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *               }
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CallList"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    readCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chinese first gives the texts of results in Chinese; anything else in English. */
                "Accept-Language"?: string;
            };
            path: {
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call, as far as it is known by now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "callId": "hfqkabncgdmpeirhjdkcbgqnmfpeaihr",
                     *       "app": "rides",
                     *       "mode": "AXB",
                     *       "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *       "lastHolder": null,
                     *       "x": "+8617000000001",
                     *       "caller": "+8613800000001",
                     *       "callee": "+8613900000002",
                     *       "direction": "from-a",
                     *       "startedAt": "2026-03-01T08:30:03.000Z",
                     *       "ringingAt": "2026-03-01T08:30:05.000Z",
                     *       "answeredAt": "2026-03-01T08:30:09.000Z",
                     *       "endedAt": "2026-03-01T08:31:20.000Z",
                     *       "answered": true,
                     *       "talkSeconds": 71,
                     *       "billedMinutes": 2,
                     *       "hungUpBy": null,
                     *       "outcome": {
                     *         "code": 0,
                     *         "source": "release-code",
                     *         "class": "normal",
                     *         "text": "Normal end"
                     *       },
                     *       "events": [
                     *         {
                     *           "type": "callin",
                     *           "at": "2026-03-01T08:30:03.000Z"
                     *         },
                     *         {
                     *           "type": "callout",
                     *           "at": "2026-03-01T08:30:03.000Z"
                     *         },
                     *         {
                     *           "type": "alerting",
                     *           "at": "2026-03-01T08:30:05.000Z"
                     *         },
                     *         {
                     *           "type": "answer",
                     *           "at": "2026-03-01T08:30:09.000Z"
                     *         },
                     *         {
                     *           "type": "disconnect",
                     *           "at": "2026-03-01T08:31:20.000Z"
                     *         }
                     *       ],
                     *       "recording": {
                     *         "status": "archived",
                     *         "attempts": 1,
                     *         "deadlineAt": "2026-03-08T08:31:20.000Z",
                     *         "archivedAt": "2026-03-01T08:33:02.000Z",
                     *         "sizeBytes": 568058,
                     *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *       },
                     *       "legs": [
                     *         {
                     *           "startedAt": "2026-03-01T08:30:03.000Z",
                     *           "answeredAt": "2026-03-01T08:30:09.000Z",
                     *           "endedAt": "2026-03-01T08:31:20.000Z",
                     *           "talkSeconds": 71,
                     *           "billedMinutes": 2,
                     *           "recording": {
                     *             "status": "archived",
                     *             "attempts": 1,
                     *             "deadlineAt": "2026-03-08T08:31:20.000Z",
                     *             "archivedAt": "2026-03-01T08:33:02.000Z",
                     *             "sizeBytes": 568058,
                     *             "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    linkRecording: {
        parameters: {
            query?: {
                /** @description Which leg of the call, the first being 1; absent: the recording that the call itself shows. */
                leg?: number;
            };
            header?: never;
            path: {
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://bucket.s3.cn-north-1.amazonaws.com.cn/recordings/2026/03/01/....wav?X-Amz-Signature=...",
                     *       "expiresAt": "2026-03-01T09:15:00.000Z",
                     *       "contentType": "audio/wav",
                     *       "sizeBytes": 568058,
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *     }
                     */
                    "application/json": components["schemas"]["RecordingLink"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `recording-pending`: The recording is not archived yet. Ask later; `recording.deadlineAt` of the call is the latest moment. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "recording-pending";
                    };
                };
            };
            /** @description `recording-lost`: The recording could not be fetched before the platform deleted it, or was erased. It will not come. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "recording-lost";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    stopCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call is over. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "callId": "hfqkabncgdmpeirhjdkcbgqnmfpeaihr",
                     *       "alreadyEnded": false
                     *     }
                     */
                    "application/json": components["schemas"]["StoppedCall"];
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description Whatever belongs to this binding. */
                bindingId?: string;
                /** @description Whatever belongs to this private number. */
                x?: string;
                /** @description From this moment on, in ISO 8601: a day (of UTC) or a moment with its zone. */
                from?: string;
                /** @description Before this moment. */
                to?: string;
                /** @description Items on a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. It opens for the same filter only. */
                cursor?: string;
            };
            header?: {
                /** @description Chinese first gives the texts of results in Chinese; anything else in English. */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "messageId": "bncgfmpaeirhjdkcbgqnmfpeaihrkdhq",
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *           "notification": "Notify",
                     *           "x": "+8617000000001",
                     *           "sender": "+8613800000001",
                     *           "receiver": "+8613900000002",
                     *           "direction": "from-a",
                     *           "sentAt": "2026-03-01T08:40:16.450Z",
                     *           "receivedAt": "2026-03-01T08:40:17.102Z",
                     *           "segments": 1,
                     *           "result": {
                     *             "code": 0,
                     *             "class": "normal",
                     *             "text": "Sent"
                     *           },
                     *           "decision": null,
                     *           "content": "On my way"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    readUsage: {
        parameters: {
            query?: {
                /** @description The app, by its name in the configuration. */
                app?: string;
                /** @description From this month, day or moment on; a moment stands for its day (of UTC). Absent: since the month has begun. */
                from?: string;
                /** @description Before this month or day, which is not in the span; only when it is the same as `from` it is that month or day. A moment: with its day. Absent: until today. `from` and `to` of an answer may be asked with again. */
                to?: string;
                /** @description What a row is of. `x` and `reference` are those of an app. */
                by?: "day" | "app" | "x" | "reference";
                /** @description Rows of an answer; absent: 1000. */
                limit?: string;
                /** @description `nextCursor` of the page before. It opens for the same filter only. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sums, as JSON, or with `Accept: text/csv` as a sheet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-01",
                     *       "to": "2026-04-01",
                     *       "lastDay": "2026-03-31",
                     *       "by": "day",
                     *       "items": [
                     *         {
                     *           "day": "2026-03-01",
                     *           "calls": 12,
                     *           "answered": 9,
                     *           "talkSeconds": 1210,
                     *           "billedMinutes": 25,
                     *           "unknownTalk": 0,
                     *           "messages": 3,
                     *           "messageParts": 4,
                     *           "numberMonths": 0,
                     *           "late": {
                     *             "calls": 0,
                     *             "billedMinutes": 0,
                     *             "messages": 0,
                     *             "messageParts": 0
                     *           },
                     *           "amounts": [
                     *             {
                     *               "currency": "CNY",
                     *               "calls": "1.50",
                     *               "messages": "0.20",
                     *               "numbers": "0.00",
                     *               "total": "1.70"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": {
                     *         "calls": 12,
                     *         "answered": 9,
                     *         "talkSeconds": 1210,
                     *         "billedMinutes": 25,
                     *         "unknownTalk": 0,
                     *         "messages": 3,
                     *         "messageParts": 4,
                     *         "numberMonths": 0,
                     *         "late": {
                     *           "calls": 0,
                     *           "billedMinutes": 0,
                     *           "messages": 0,
                     *           "messageParts": 0
                     *         },
                     *         "amounts": [
                     *           {
                     *             "currency": "CNY",
                     *             "calls": "1.50",
                     *             "messages": "0.20",
                     *             "numbers": "0.00",
                     *             "total": "1.70"
                     *           }
                     *         ]
                     *       },
                     *       "uncounted": 0
                     *     }
                     */
                    "application/json": components["schemas"]["UsageAnswer"];
                    "text/csv": string;
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    showPushes: {
        parameters: {
            query?: {
                /** @description Only pushes to this app. */
                app?: string;
                /** @description From this moment on, in ISO 8601: a day (of UTC) or a moment with its zone. */
                from?: string;
                /** @description Before this moment. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts and the last pushes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-01T07:00:00.000Z",
                     *       "to": "2026-03-01T09:00:00.000Z",
                     *       "buckets": [
                     *         {
                     *           "from": "2026-03-01T07:00:00.000Z",
                     *           "to": "2026-03-01T08:00:00.000Z",
                     *           "received": 0
                     *         },
                     *         {
                     *           "from": "2026-03-01T08:00:00.000Z",
                     *           "to": "2026-03-01T09:00:00.000Z",
                     *           "received": 1
                     *         }
                     *       ],
                     *       "latest": [
                     *         {
                     *           "journalId": "nhfqabncgdmpeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "route": "cdr",
                     *           "receivedAt": "2026-03-01T08:00:00.000Z",
                     *           "kind": "cdrs",
                     *           "items": 2
                     *         }
                     *       ],
                     *       "truncated": false
                     *     }
                     */
                    "application/json": components["schemas"]["PushOverview"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    replayPushes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description Only what this app received. */
                    app?: string;
                    /** @description From this moment on: when it was received. */
                    from: string;
                    /** @description Before this moment. */
                    to: string;
                    /** @description `next` of an answer that did not come to the end; with the same other fields. */
                    after?: string;
                    /**
                     * @description `true`: read what would be fed again, and change nothing.
                     * @default false
                     */
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "replayed": 1,
                     *       "stored": 1,
                     *       "duplicates": 0,
                     *       "quarantined": 0,
                     *       "ignored": 0,
                     *       "broughtIn": 1,
                     *       "skipped": 0,
                     *       "unreadable": 0,
                     *       "unopened": [],
                     *       "next": null
                     *     }
                     */
                    "application/json": components["schemas"]["ReplayReport"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    listQuarantine: {
        parameters: {
            query?: {
                /** @description Only items of this app. */
                app?: string;
                /** @description Items on a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. It opens for the same filter only. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "itemId": "qhdkabncgdmpeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "kind": "cdrs",
                     *           "reason": "no-session-id",
                     *           "receivedAt": "2026-03-01T08:00:00.000Z",
                     *           "journalId": "nhfqabncgdmpeirhjdkcbgqnmfpeaihr"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["QuarantineList"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    readQuarantined: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                itemId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "itemId": "qhdkabncgdmpeirhjdkcbgqnmfpeaihr",
                     *       "app": "rides",
                     *       "kind": "cdrs",
                     *       "reason": "no-session-id",
                     *       "receivedAt": "2026-03-01T08:00:00.000Z",
                     *       "journalId": "nhfqabncgdmpeirhjdkcbgqnmfpeaihr",
                     *       "route": "cdr",
                     *       "sent": {
                     *         "fields": [
                     *           {
                     *             "path": "callDirection",
                     *             "type": "number",
                     *             "value": 0
                     *           },
                     *           {
                     *             "path": "startTime",
                     *             "type": "text",
                     *             "length": 19,
                     *             "form": "####-##-## ##:##:##"
                     *           },
                     *           {
                     *             "path": "callerNum",
                     *             "type": "text",
                     *             "length": 14,
                     *             "form": "+#############"
                     *           }
                     *         ],
                     *         "truncated": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["QuarantineItem"];
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /**
             * @description `item-unreadable`: What the request needs is stored and cannot be opened: its data key is missing, or it was changed. The operator must look; a repeat gives the same until then. Lists leave such an item out and name it in `unreadable`.
             *
             *     `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "item-unreadable" | "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    replayQuarantine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description One item; then without `app`, `from`, `to` and `after`. */
                    itemId?: string;
                    /** @description Only what this app received. */
                    app?: string;
                    /** @description From this moment on: when it was received. */
                    from?: string;
                    /** @description Before this moment. */
                    to?: string;
                    /** @description `next` of an answer that did not come to the end; with the same other fields. */
                    after?: string;
                    /**
                     * @description `true`: read what would be fed again, and change nothing.
                     * @default false
                     */
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "replayed": 1,
                     *       "stored": 1,
                     *       "duplicates": 0,
                     *       "quarantined": 0,
                     *       "ignored": 0,
                     *       "broughtIn": 1,
                     *       "skipped": 0,
                     *       "unreadable": 0,
                     *       "unopened": [],
                     *       "next": null
                     *     }
                     */
                    "application/json": components["schemas"]["ReplayReport"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    discardQuarantined: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description One item; then without `app`, `from`, `to` and `after`. */
                    itemId: string;
                    /**
                     * @description `true`: read what would be fed again, and change nothing.
                     * @default false
                     */
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description The item that was taken out, or would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "discarded",
                     *       "itemId": "qhdkabncgdmpeirhjdkcbgqnmfpeaihr",
                     *       "app": "rides",
                     *       "kind": "cdrs",
                     *       "reason": "no-session-id",
                     *       "receivedAt": "2026-03-01T08:00:00.000Z",
                     *       "journalId": "nhfqabncgdmpeirhjdkcbgqnmfpeaihr"
                     *     }
                     */
                    "application/json": components["schemas"]["DiscardReport"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    showRecordingBacklog: {
        parameters: {
            query?: {
                /** @description Only recordings of this app. */
                app?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The backlog. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "at": "2026-03-01T08:20:00.000Z",
                     *       "waiting": 3,
                     *       "due": 1,
                     *       "overdue": {
                     *         "waiting": 0,
                     *         "due": 0
                     *       },
                     *       "byDeadline": [
                     *         {
                     *           "from": "2026-03-01T08:20:00.000Z",
                     *           "to": "2026-03-01T09:00:00.000Z",
                     *           "waiting": 1,
                     *           "due": 1
                     *         },
                     *         {
                     *           "from": "2026-03-01T09:00:00.000Z",
                     *           "to": "2026-03-01T10:00:00.000Z",
                     *           "waiting": 2,
                     *           "due": 0
                     *         }
                     *       ],
                     *       "lost": 1,
                     *       "lostByReason": [
                     *         {
                     *           "reason": "http-500",
                     *           "recordings": 1
                     *         }
                     *       ],
                     *       "lostLookedAt": 1,
                     *       "isComplete": true,
                     *       "nearest": [
                     *         {
                     *           "callId": "hfqkabncgdmpeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "attempts": 9,
                     *           "reason": "http-500",
                     *           "status": "pending",
                     *           "deadlineAt": "2026-03-01T08:31:20.000Z"
                     *         }
                     *       ],
                     *       "latestLost": [
                     *         {
                     *           "callId": "hfqkabncgdmpeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "attempts": 9,
                     *           "reason": "http-500",
                     *           "status": "lost",
                     *           "deadlineAt": "2026-02-28T08:31:20.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RecordingBacklog"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    retryRecordings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description The call whose recordings are meant. */
                    callId: string;
                    /**
                     * @description `true`: also one that is archived, which is then replaced, and one whose deadline is over.
                     * @default false
                     */
                    rearchive?: boolean;
                    /**
                     * @description `true`: tell what would be done and do nothing.
                     * @default false
                     */
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "callId": "hfqkabncgdmpeirhjdkcbgqnmfpeaihr",
                     *       "outcomes": [
                     *         "due-now"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RetriedRecordings"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /**
             * @description `item-unreadable`: What the request needs is stored and cannot be opened: its data key is missing, or it was changed. The operator must look; a repeat gives the same until then. Lists leave such an item out and name it in `unreadable`.
             *
             *     `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "item-unreadable" | "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    showStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "at": "2026-03-01T08:20:00.000Z",
                     *       "lines": [
                     *         {
                     *           "part": "gate",
                     *           "code": "gate-open",
                     *           "name": "gate",
                     *           "state": "ok",
                     *           "text": "open for 2 apps",
                     *           "values": {
                     *             "apps": 2
                     *           }
                     *         },
                     *         {
                     *           "part": "quarantine",
                     *           "code": "quarantine-not-empty",
                     *           "name": "quarantine",
                     *           "state": "wrong",
                     *           "text": "1 item",
                     *           "values": {
                     *             "items": 1
                     *           },
                     *           "page": "docs/runbook/alarms/quarantine-not-empty.md"
                     *         }
                     *       ],
                     *       "alarms": {
                     *         "value": [
                     *           {
                     *             "name": "quarantine-not-empty",
                     *             "page": "quarantine-not-empty",
                     *             "isRinging": true,
                     *             "since": "2026-03-01T08:15:00.000Z"
                     *           }
                     *         ]
                     *       },
                     *       "lastRuns": {
                     *         "value": [
                     *           {
                     *             "name": "binding-sweeper",
                     *             "withinSeconds": 900,
                     *             "lastRunAt": "2026-03-01T08:15:00.000Z",
                     *             "runs": 20,
                     *             "errors": 0
                     *           }
                     *         ]
                     *       },
                     *       "receivedPushes": {
                     *         "value": [
                     *           {
                     *             "at": "2026-03-01T08:00:00.000Z",
                     *             "count": 3
                     *           }
                     *         ]
                     *       },
                     *       "refusedPushes": {
                     *         "value": {
                     *           "total": [
                     *             {
                     *               "at": "2026-03-01T08:00:00.000Z",
                     *               "count": 3
                     *             }
                     *           ],
                     *           "byReason": [
                     *             {
                     *               "reason": "wrong-digest",
                     *               "hours": [
                     *                 {
                     *                   "at": "2026-03-01T08:00:00.000Z",
                     *                   "count": 3
                     *                 }
                     *               ]
                     *             }
                     *           ]
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DeploymentStatus"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    listNumbers: {
        parameters: {
            query?: {
                /** @description The app, by its name in the configuration. */
                app?: string;
                /** @description Only numbers of this city. */
                areaCode?: string;
                /** @description Only numbers in this state. */
                state?: "available" | "draining" | "suspended" | "unavailable" | "retired";
                /** @description Items on a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. It opens for the same filter only. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "app": "rides",
                     *           "x": "+8617000000001",
                     *           "areaCode": "0755",
                     *           "sms": true,
                     *           "state": "available",
                     *           "cause": null,
                     *           "reserved": false,
                     *           "liveBindings": 12
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PrivateNumberList"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    importNumbers: {
        parameters: {
            query?: {
                /** @description The app that has the numbers, by its name in the configuration. Needed when there are several apps. */
                app?: string;
                /** @description `true`: tell what would be done and do nothing. */
                dryRun?: "true" | "false";
                /** @description `true`: the import may retire more than a fifth of the pool, and numbers with live bindings. */
                force?: "true" | "false";
                /** @description The `fingerprint` of a dry run: where the import would make another difference by now it is refused with `version-conflict`, and changes nothing. */
                ifDifference?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Every number that the app has: JSON of at most 64 KiB, or a table of at most 1 MiB and 10,000 numbers. What a list does not say (an absent field or column) stays as it is stored; a new number then has no area code and no SMS.
         *
         *     A table has a header row; its cells stand between commas, semicolons or tabs, in UTF-8, UTF-16 or GB18030. Any type but JSON is read as a table, and its bytes tell its encoding. Outside UTF-8 send `application/csv`: API Gateway breaks the characters of a `text/*` body.
         *
         *     Columns come in any order under English or Chinese names: number (`x`, `number`, 号码, 隐私号码 …), area code (`areaCode`, 区号, 城市码 …), SMS (`sms`, 短信, 是否开通短信 …). City and carrier (城市, 运营商 …) are known and not stored, and no area code is made from a city. The answer names all other columns.
         *
         *     Cells may be written `="…"`; an area code may lack its 0; SMS is yes or no, true or false, 1 or 0, 是 or 否. A number in scientific notation has lost digits and is refused. Faults name the row as a spreadsheet counts it. xls and xlsx are refused: save them as CSV.
         */
        requestBody: {
            content: {
                "application/json": {
                    /** @description A private number as people write it: `+8617000000001`. */
                    x: string;
                    areaCode?: string | null;
                    sms?: boolean;
                }[];
                /**
                 * @example 号码,城市,区号,运营商,短信,备注
                 *     17000000001,深圳,0755,移动,是,
                 *     17000000002,深圳,755,移动,否,spare
                 */
                "text/*": string;
                /**
                 * @example 号码,城市,区号,运营商,短信,备注
                 *     17000000001,深圳,0755,移动,是,
                 *     17000000002,深圳,755,移动,否,spare
                 */
                "application/csv": string;
                /**
                 * @example 号码,城市,区号,运营商,短信,备注
                 *     17000000001,深圳,0755,移动,是,
                 *     17000000002,深圳,755,移动,否,spare
                 */
                "application/vnd.ms-excel": string;
            };
        };
        responses: {
            /** @description What was done, or would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "added": 1,
                     *       "changed": 0,
                     *       "retired": 0,
                     *       "unchanged": 2,
                     *       "diff": [
                     *         {
                     *           "kind": "added",
                     *           "x": "+8617000000003",
                     *           "fields": []
                     *         }
                     *       ],
                     *       "fingerprint": "9f3c1d0b7a5e48226c90d4f1b83ea7750c2f6e19a4d853b70e6c2915fa8d4b3e",
                     *       "ignoredColumns": [
                     *         "备注"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportResult"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /**
             * @description `number-of-another-app`: An import names private numbers of another app; `errors` names each place. Nothing was changed. Retire them there first.
             *
             *     `would-retire`: An import would retire more than a fifth of the pool, or numbers with live bindings. Nothing was changed. See it with `dryRun=true`; repeat with `force=true` if it is meant.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "number-of-another-app" | "would-retire";
                    };
                };
            };
            /** @description `version-conflict`: The binding is not the version that `If-Match` names, or was changed by somebody else at the same time. Of an import: it would make another difference than `ifDifference` names. Read it again; of an import, make the dry run again. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "version-conflict";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    changeNumber: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description The private number. A private number as people write it: `+8617000000001`. */
                    x: string;
                    /** @description The app that has the number. Needed when several apps have it. */
                    app?: string;
                    /**
                     * @description `available`: may be handed out; `draining`: no new bindings; the others: nothing works on it.
                     * @enum {string}
                     */
                    state?: "available" | "draining" | "suspended" | "unavailable" | "retired";
                    /** @description Why, in a word of yours. */
                    cause?: string;
                    /** @description `true`: only for binds that name it; where the platform chooses X it may still be chosen. */
                    reserved?: boolean;
                };
            };
        };
        responses: {
            /** @description The number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "app": "rides",
                     *       "x": "+8617000000001",
                     *       "areaCode": "0755",
                     *       "sms": true,
                     *       "state": "available",
                     *       "cause": null,
                     *       "reserved": false,
                     *       "liveBindings": 12
                     *     }
                     */
                    "application/json": components["schemas"]["PrivateNumber"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `number-of-another-app`: An import names private numbers of another app; `errors` names each place. Nothing was changed. Retire them there first. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "number-of-another-app";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    setNumberState: {
        parameters: {
            query?: {
                /** @description The app that has the number. Needed when several apps have it. */
                app?: string;
            };
            header?: never;
            path: {
                x: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description `available`: may be handed out; `draining`: no new bindings; the others: nothing works on it.
                     * @enum {string}
                     */
                    state?: "available" | "draining" | "suspended" | "unavailable" | "retired";
                    /** @description Why, in a word of yours. */
                    cause?: string;
                    /** @description `true`: only for binds that name it; where the platform chooses X it may still be chosen. */
                    reserved?: boolean;
                };
            };
        };
        responses: {
            /** @description The number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "app": "rides",
                     *       "x": "+8617000000001",
                     *       "areaCode": "0755",
                     *       "sms": true,
                     *       "state": "available",
                     *       "cause": null,
                     *       "reserved": false,
                     *       "liveBindings": 12
                     *     }
                     */
                    "application/json": components["schemas"]["PrivateNumber"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `number-of-another-app`: An import names private numbers of another app; `errors` names each place. Nothing was changed. Retire them there first. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "number-of-another-app";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    showPool: {
        parameters: {
            query?: {
                /** @description The app, by its name in the configuration. */
                app?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pool. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "areaCode": "0755",
                     *           "numbers": {
                     *             "available": 18,
                     *             "draining": 1,
                     *             "suspended": 0,
                     *             "unavailable": 1,
                     *             "retired": 0
                     *           },
                     *           "causes": {
                     *             "draining": 1,
                     *             "not-at-platform": 1
                     *           },
                     *           "usable": 18,
                     *           "inUse": 12,
                     *           "liveBindings": 40,
                     *           "fill": 0.667,
                     *           "needed": 6,
                     *           "low": false,
                     *           "lowSince": null,
                     *           "measuredAt": "2026-03-01T08:00:00.000Z",
                     *           "ageSeconds": 300,
                     *           "complete": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Pool"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    listReports: {
        parameters: {
            query?: {
                /** @description The number of A. */
                number?: string;
                /** @description Only numbers in this state. */
                state?: "reported" | "failed" | "in-progress" | "unknown";
                /** @description Items on a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. It opens for the same filter only. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A report, or a page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "number": "+8613800000001",
                     *       "state": "failed",
                     *       "failReason": "姓名与身份证不一致",
                     *       "failures": 1,
                     *       "barred": false,
                     *       "nextReportAt": "2026-03-02T08:00:00.000Z",
                     *       "submittedAt": "2026-03-01T07:55:00.000Z",
                     *       "checkedAt": "2026-03-01T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ReportOrList"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /**
             * @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document.
             *
             *     `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden" | "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    reportNumbers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    agreeAuthorizationStatement: true;
                    numbers: {
                        /** @description A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                        number: string;
                        name: string;
                        identityCard: string;
                        photo?: string;
                        /** @description A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                        operatorNumber?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description All of them are reported already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "number": "+8613800000001",
                     *           "state": "in-progress",
                     *           "failReason": null,
                     *           "failures": 0,
                     *           "barred": false,
                     *           "nextReportAt": null,
                     *           "submittedAt": "2026-03-01T07:55:00.000Z",
                     *           "checkedAt": "2026-03-01T08:00:00.000Z",
                     *           "submitted": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedReports"];
                };
            };
            /** @description Submitted. The verification takes its time; ask with GET. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "number": "+8613800000001",
                     *           "state": "in-progress",
                     *           "failReason": null,
                     *           "failures": 0,
                     *           "barred": false,
                     *           "nextReportAt": null,
                     *           "submittedAt": "2026-03-01T07:55:00.000Z",
                     *           "checkedAt": "2026-03-01T08:00:00.000Z",
                     *           "submitted": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedReports"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /**
             * @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document.
             *
             *     `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden" | "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /**
             * @description `report-in-progress`: A report of a number is being verified, or submitted by another request; `errors` names each place. Nothing was sent. Look at `GET /reports`; repeat after `retryAfterSeconds` where it is still wanted.
             *
             *     `report-too-soon`: A report of a number failed less than 24 hours ago, and the platform takes none until then. Nothing was sent. Correct what the report says, and repeat after `retryAfterSeconds`.
             *
             *     `report-barred`: Two reports of a number failed in a row, and the platform takes no further one by itself. Nothing was sent. The operator lifts it when that is cleared up.
             */
            409: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "report-in-progress" | "report-too-soon" | "report-barred";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    deleteReport: {
        parameters: {
            query: {
                /** @description The number of A. */
                number: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "number": "+8613800000001",
                     *       "state": "failed",
                     *       "failReason": "姓名与身份证不一致",
                     *       "failures": 1,
                     *       "barred": false,
                     *       "nextReportAt": "2026-03-02T08:00:00.000Z",
                     *       "submittedAt": "2026-03-01T07:55:00.000Z",
                     *       "checkedAt": "2026-03-01T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /**
             * @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document.
             *
             *     `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden" | "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    deleteNamedReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description The number of A. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    number: string;
                };
            };
        };
        responses: {
            /** @description The number as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "number": "+8613800000001",
                     *       "state": "failed",
                     *       "failReason": "姓名与身份证不一致",
                     *       "failures": 1,
                     *       "barred": false,
                     *       "nextReportAt": "2026-03-02T08:00:00.000Z",
                     *       "submittedAt": "2026-03-01T07:55:00.000Z",
                     *       "checkedAt": "2026-03-01T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /**
             * @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document.
             *
             *     `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden" | "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    searchBindings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description Bindings whose A this is; with `at` those whose A it was at that moment, as far as it still is. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    a?: string;
                    /** @description The same of B. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    b?: string;
                    /** @description Bindings whose A or B this is. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    party?: string;
                    /** @description Whatever belongs to this private number. A private number as people write it: `+8617000000001`. */
                    x?: string;
                    /** @description AXYB: the binding that has this Y, by which A reaches B. A private number as people write it: `+8617000000001`. */
                    y?: string;
                    /** @description Bindings with exactly this reference. */
                    reference?: string;
                    /** @description Bindings of this app, by its name in the configuration. */
                    app?: string;
                    /**
                     * @description Only bindings that have this status now.
                     * @enum {string}
                     */
                    status?: "pending" | "active" | "releasing" | "released" | "expired" | "failed";
                    /** @description Only bindings whose people had X at this moment, in ISO 8601: a day (of UTC, its first moment) or a moment with its zone. */
                    at?: string;
                    /** @description Only bindings that were made from this moment on, in ISO 8601: a day (of UTC) or a moment with its zone. */
                    from?: string;
                    /** @description Only bindings that were made before this moment. */
                    to?: string;
                    /**
                     * @description Items on a page.
                     * @default 50
                     */
                    limit?: number;
                    /** @description `nextCursor` of the page before. It opens for the same filter only. */
                    cursor?: string;
                };
            };
        };
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "status": "active",
                     *           "a": "+8613800000001",
                     *           "b": "+8613900000002",
                     *           "x": "+8617000000001",
                     *           "subscriptionId": "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f",
                     *           "reference": "order-42",
                     *           "callDirection": "both",
                     *           "record": true,
                     *           "recordTone": "recording-notice.wav",
                     *           "createdAt": "2026-03-01T08:00:00.000Z",
                     *           "expiresAt": "2026-03-01T10:00:00.000Z",
                     *           "version": 1,
                     *           "createdBy": "shop"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["BindingList"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    searchCalls: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chinese first gives the texts of results in Chinese; anything else in English. */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whatever belongs to this binding. */
                    bindingId?: string;
                    /** @description Whatever belongs to this private number. A private number as people write it: `+8617000000001`. */
                    x?: string;
                    /** @description Calls of this person, on either side. With its `+` it may be a number of any country. A number as people write it. */
                    party?: string;
                    /** @description Calls of this app, by its name in the configuration. */
                    app?: string;
                    /**
                     * @description Only calls with an outcome of this class.
                     * @enum {string}
                     */
                    outcome?: "normal" | "caller" | "callee" | "binding" | "tenant" | "platform" | "network" | "regulation" | "unknown";
                    /** @description From this moment on, in ISO 8601: a day (of UTC) or a moment with its zone. */
                    from?: string;
                    /** @description Before this moment. */
                    to?: string;
                    /**
                     * @description Items on a page.
                     * @default 50
                     */
                    limit?: number;
                    /** @description `nextCursor` of the page before. It opens for the same filter only. */
                    cursor?: string;
                    /** @description `true`: only calls without a binding of ours; `false`: only those with one. */
                    orphan?: boolean;
                };
            };
        };
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "callId": "hfqkabncgdmpeirhjdkcbgqnmfpeaihr",
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *           "lastHolder": null,
                     *           "x": "+8617000000001",
                     *           "caller": "+8613800000001",
                     *           "callee": "+8613900000002",
                     *           "direction": "from-a",
                     *           "startedAt": "2026-03-01T08:30:03.000Z",
                     *           "ringingAt": "2026-03-01T08:30:05.000Z",
                     *           "answeredAt": "2026-03-01T08:30:09.000Z",
                     *           "endedAt": "2026-03-01T08:31:20.000Z",
                     *           "answered": true,
                     *           "talkSeconds": 71,
                     *           "billedMinutes": 2,
                     *           "hungUpBy": null,
                     *           "outcome": {
                     *             "code": 0,
                     *             "source": "release-code",
                     *             "class": "normal",
                     *             "text": "Normal end"
                     *           },
                     *           "events": [
                     *             {
                     *               "type": "callin",
                     *               "at": "2026-03-01T08:30:03.000Z"
                     *             },
                     *             {
                     *               "type": "callout",
                     *               "at": "2026-03-01T08:30:03.000Z"
                     *             },
                     *             {
                     *               "type": "alerting",
                     *               "at": "2026-03-01T08:30:05.000Z"
                     *             },
                     *             {
                     *               "type": "answer",
                     *               "at": "2026-03-01T08:30:09.000Z"
                     *             },
                     *             {
                     *               "type": "disconnect",
                     *               "at": "2026-03-01T08:31:20.000Z"
                     *             }
                     *           ],
                     *           "recording": {
                     *             "status": "archived",
                     *             "attempts": 1,
                     *             "deadlineAt": "2026-03-08T08:31:20.000Z",
                     *             "archivedAt": "2026-03-01T08:33:02.000Z",
                     *             "sizeBytes": 568058,
                     *             "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *           },
                     *           "legs": [
                     *             {
                     *               "startedAt": "2026-03-01T08:30:03.000Z",
                     *               "answeredAt": "2026-03-01T08:30:09.000Z",
                     *               "endedAt": "2026-03-01T08:31:20.000Z",
                     *               "talkSeconds": 71,
                     *               "billedMinutes": 2,
                     *               "recording": {
                     *                 "status": "archived",
                     *                 "attempts": 1,
                     *                 "deadlineAt": "2026-03-08T08:31:20.000Z",
                     *                 "archivedAt": "2026-03-01T08:33:02.000Z",
                     *                 "sizeBytes": 568058,
                     *                 "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *               }
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CallList"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    searchMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chinese first gives the texts of results in Chinese; anything else in English. */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whatever belongs to this binding. */
                    bindingId?: string;
                    /** @description Whatever belongs to this private number. A private number as people write it: `+8617000000001`. */
                    x?: string;
                    /** @description From this moment on, in ISO 8601: a day (of UTC) or a moment with its zone. */
                    from?: string;
                    /** @description Before this moment. */
                    to?: string;
                    /**
                     * @description Items on a page.
                     * @default 50
                     */
                    limit?: number;
                    /** @description `nextCursor` of the page before. It opens for the same filter only. */
                    cursor?: string;
                };
            };
        };
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "messageId": "bncgfmpaeirhjdkcbgqnmfpeaihrkdhq",
                     *           "app": "rides",
                     *           "mode": "AXB",
                     *           "bindingId": "kdhqbncgfmpaeirhjdkcbgqnmfpeaihr",
                     *           "notification": "Notify",
                     *           "x": "+8617000000001",
                     *           "sender": "+8613800000001",
                     *           "receiver": "+8613900000002",
                     *           "direction": "from-a",
                     *           "sentAt": "2026-03-01T08:40:16.450Z",
                     *           "receivedAt": "2026-03-01T08:40:17.102Z",
                     *           "segments": 1,
                     *           "result": {
                     *             "code": 0,
                     *             "class": "normal",
                     *             "text": "Sent"
                     *           },
                     *           "decision": null,
                     *           "content": "On my way"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    searchBlocks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description The blocks of this person, all on one page. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    party?: string;
                    /** @description Blocks in this app alone, without those in all apps. */
                    app?: string;
                    /**
                     * @description Items on a page.
                     * @default 50
                     */
                    limit?: number;
                    /** @description `nextCursor` of the page before. It opens for the same filter only. */
                    cursor?: string;
                };
            };
        };
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "blockId": "kabcdefghijkmnpqrabcdefghijkmnpq",
                     *           "party": "+8613800000001",
                     *           "app": "rides",
                     *           "reason": "insults couriers",
                     *           "createdAt": "2026-03-01T08:00:00.000Z",
                     *           "until": null,
                     *           "madeBy": "support"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["BlockList"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /**
             * @description `item-unreadable`: What the request needs is stored and cannot be opened: its data key is missing, or it was changed. The operator must look; a repeat gives the same until then. Lists leave such an item out and name it in `unreadable`.
             *
             *     `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "item-unreadable" | "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    searchReports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB. An unknown field is a fault. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description The number of A. A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`. */
                    number?: string;
                    /**
                     * @description Only numbers in this state.
                     * @enum {string}
                     */
                    state?: "reported" | "failed" | "in-progress" | "unknown";
                    /**
                     * @description Items on a page.
                     * @default 50
                     */
                    limit?: number;
                    /** @description `nextCursor` of the page before. It opens for the same filter only. */
                    cursor?: string;
                };
            };
        };
        responses: {
            /** @description A report, or a page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "number": "+8613800000001",
                     *       "state": "failed",
                     *       "failReason": "姓名与身份证不一致",
                     *       "failures": 1,
                     *       "barred": false,
                     *       "nextReportAt": "2026-03-02T08:00:00.000Z",
                     *       "submittedAt": "2026-03-01T07:55:00.000Z",
                     *       "checkedAt": "2026-03-01T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ReportOrList"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /**
             * @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document.
             *
             *     `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden" | "forbidden";
                    };
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
            /** @description `payload-too-large`: The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB. Send less at a time. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload-too-large";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `platform-rejected`: The platform refused for another reason, told in `platform` where the platform gave one. Look `platform.code` up in `docs/result-codes.md`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "platform-rejected";
                    };
                };
            };
            /**
             * @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             *
             *     `platform-throttled`: The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.
             *
             *     `platform-locked-out`: After failed authentications no call to the platform is made for 30 minutes. The operator must look: key, secret or clock are wrong.
             *
             *     `account-suspended`: The account at the platform is in arrears or frozen. The operator must act there.
             *
             *     `platform-unavailable`: The platform gave no usable answer. Repeat: a bind is never made twice.
             *
             *     `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable" | "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-unavailable" | "store-unavailable";
                    };
                };
            };
        };
    };
    readAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rights of the caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "support",
                     *       "scopes": [
                     *         "read:masked"
                     *       ],
                     *       "allApps": false,
                     *       "apps": [
                     *         {
                     *           "name": "rides",
                     *           "mode": "AXB",
                     *           "allocation": "pool",
                     *           "defaults": {
                     *             "ttlSeconds": 7200,
                     *             "allowPermanent": false,
                     *             "record": true,
                     *             "recordTone": "recording-notice.wav",
                     *             "areaMatch": "loose"
                     *           }
                     *         }
                     *       ],
                     *       "stage": "prod",
                     *       "at": "2026-03-01T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Access"];
                };
            };
            /** @description `invalid-request`: The request is wrong; `errors` names each place, with a dotted path. Fix it, a repeat gives the same. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request";
                    };
                };
            };
            /** @description `unauthorized`: The API key or the signature of a push is missing or wrong. Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    };
                };
            };
            /** @description `forbidden`: The caller does not have the scope that this route needs. Ask whoever keeps the access document. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description `internal-error`: A fault of ours. The log has it under the request id. Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice. */
            503: {
                headers: {
                    /** @description Seconds to wait before a repeat. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "store-unavailable";
                    };
                };
            };
        };
    };
    listProblems: {
        parameters: {
            query?: {
                /** @description The language; it goes before `Accept-Language`. */
                lang?: "en" | "zh";
            };
            header?: {
                /** @description Chinese first gives the texts of results in Chinese; anything else in English. */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The codes, by status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "type": "/problems/invalid-request",
                     *           "code": "invalid-request",
                     *           "status": 400,
                     *           "title": "The request is not valid"
                     *         },
                     *         {
                     *           "type": "/problems/not-changeable",
                     *           "code": "not-changeable",
                     *           "status": 400,
                     *           "title": "This mode cannot change that"
                     *         },
                     *         {
                     *           "type": "/problems/unauthorized",
                     *           "code": "unauthorized",
                     *           "status": 401,
                     *           "title": "Authentication required"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ProblemList"];
                    "text/html": string;
                };
            };
        };
    };
    describeProblem: {
        parameters: {
            query?: {
                /** @description The language; it goes before `Accept-Language`. */
                lang?: "en" | "zh";
            };
            header?: {
                /** @description Chinese first gives the texts of results in Chinese; anything else in English. */
                "Accept-Language"?: string;
            };
            path: {
                code: "invalid-request" | "unauthorized" | "forbidden" | "not-found" | "payload-too-large" | "idempotency-key-reused" | "not-changeable" | "number-taken" | "party-limit" | "already-bound" | "party-blocked" | "bind-limit" | "binding-in-progress" | "binding-ended" | "version-conflict" | "number-of-another-app" | "would-retire" | "not-reported" | "report-in-progress" | "report-too-soon" | "report-barred" | "recording-pending" | "recording-lost" | "pool-exhausted" | "platform-throttled" | "platform-locked-out" | "account-suspended" | "platform-rejected" | "platform-unavailable" | "store-unavailable" | "item-unreadable" | "internal-error";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The error. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "/problems/pool-exhausted",
                     *       "code": "pool-exhausted",
                     *       "status": 503,
                     *       "title": "No private number is free",
                     *       "cause": "No X is left for these two people.",
                     *       "remedy": "Add numbers, or release bindings; a live one is never evicted.",
                     *       "repeat": "wait",
                     *       "repeatText": "Yes, after `retryAfterSeconds`.",
                     *       "hints": [
                     *         {
                     *           "about": "AXB, X",
                     *           "text": "every X already holds A or B: a person needs as many X as there are others whom he is bound to."
                     *         },
                     *         {
                     *           "about": "AX",
                     *           "text": "every X has its A."
                     *         },
                     *         {
                     *           "about": "AXE",
                     *           "text": "no extension is free, or the X that was asked for has none."
                     *         },
                     *         {
                     *           "about": "AXYB",
                     *           "text": "the platform has no X or Y left; a change of `b` needs two Y for a moment."
                     *         },
                     *         {
                     *           "about": "areaMatch: strict",
                     *           "text": "none is left in that city; `loose` takes one of another."
                     *         }
                     *       ],
                     *       "help": "docs/runbook/alarms/pool-nearly-empty.md",
                     *       "example": {
                     *         "type": "/problems/pool-exhausted",
                     *         "title": "No private number is free",
                     *         "status": 503,
                     *         "detail": "no private number is free for these two parties",
                     *         "code": "pool-exhausted",
                     *         "retryAfterSeconds": 60,
                     *         "help": "docs/runbook/alarms/pool-nearly-empty.md"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProblemDescription"];
                    "text/html": string;
                };
            };
            /** @description `not-found`: there is no error with this code. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
        };
    };
    console: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page for people. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    consoleAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                    "text/css": string;
                };
            };
            /** @description `not-found`: There is nothing with this id, or at this address; it may belong to an app that the caller does not see. Look at the id and the path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not-found";
                    };
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
}

/** The operations that take an `Idempotency-Key`: method and path. */
export const KEYED_OPERATIONS: readonly string[] = ["POST /bindings"];
