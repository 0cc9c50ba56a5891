// Made by `npm run openapi` from docs/events; not for changes by hand.
import type { EventSchema } from './schema-fault.ts';

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** account.suspended */
        "account.suspended": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "account.suspended";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: Record<string, never>;
        };
        /** binding.active */
        "binding.active": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "binding.active";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                /** @enum {string} */
                mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
                /** @enum {string} */
                status: "pending" | "active" | "releasing" | "released" | "expired" | "failed";
                version: number;
                expiresAt: string | null;
                numbers?: {
                    a?: string;
                    b?: string;
                    x?: string;
                    y?: string;
                    extension?: string;
                    temporaryCallee?: string;
                };
                replaces: string | null;
            };
        };
        /** binding.changed */
        "binding.changed": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "binding.changed";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                /** @enum {string} */
                mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
                /** @enum {string} */
                status: "pending" | "active" | "releasing" | "released" | "expired" | "failed";
                version: number;
                expiresAt: string | null;
                numbers?: {
                    a?: string;
                    b?: string;
                    x?: string;
                    y?: string;
                    extension?: string;
                    temporaryCallee?: string;
                };
                changed: string[];
            };
        };
        /** binding.expired */
        "binding.expired": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "binding.expired";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                /** @enum {string} */
                mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
                /** @enum {string} */
                status: "pending" | "active" | "releasing" | "released" | "expired" | "failed";
                version: number;
                expiresAt: string | null;
                numbers?: {
                    a?: string;
                    b?: string;
                    x?: string;
                    y?: string;
                    extension?: string;
                    temporaryCallee?: string;
                };
            };
        };
        /** binding.failed */
        "binding.failed": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "binding.failed";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                /** @enum {string} */
                mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
                /** @enum {string} */
                status: "pending" | "active" | "releasing" | "released" | "expired" | "failed";
                version: number;
                expiresAt: string | null;
                numbers?: {
                    a?: string;
                    b?: string;
                    x?: string;
                    y?: string;
                    extension?: string;
                    temporaryCallee?: string;
                };
                replaces: string | null;
            };
        };
        /** binding.released */
        "binding.released": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "binding.released";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                /** @enum {string} */
                mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
                /** @enum {string} */
                status: "pending" | "active" | "releasing" | "released" | "expired" | "failed";
                version: number;
                expiresAt: string | null;
                numbers?: {
                    a?: string;
                    b?: string;
                    x?: string;
                    y?: string;
                    extension?: string;
                    temporaryCallee?: string;
                };
                endReason: string | null;
                endedBy: string | null;
                replacedBy: string | null;
            };
        };
        /** call.ended */
        "call.ended": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "call.ended";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                callId: string;
                /** @enum {string} */
                mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
                /** @enum {string} */
                direction: "to-a" | "from-a" | "abnormal" | "unknown";
                startedAt: string | null;
                endedAt: string | null;
                outcome: {
                    code: number;
                    source: string;
                    class: string;
                } | null;
                numbers?: {
                    x?: string;
                    caller?: string;
                    callee?: string;
                };
                answered: boolean;
                answerKnown?: boolean;
                answeredAt: string | null;
                talkSeconds: number | null;
                billedMinutes: number | null;
                hungUpBy: string | null;
            };
        };
        /** call.missed */
        "call.missed": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "call.missed";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                callId: string;
                /** @enum {string} */
                mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
                /** @enum {string} */
                direction: "to-a" | "from-a" | "abnormal" | "unknown";
                startedAt: string | null;
                endedAt: string | null;
                outcome: {
                    code: number;
                    source: string;
                    class: string;
                } | null;
                numbers?: {
                    x?: string;
                    caller?: string;
                    callee?: string;
                };
                answerKnown?: boolean;
            };
        };
        /** message.failed */
        "message.failed": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "message.failed";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                messageId: string;
                /** @enum {string} */
                mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
                /** @enum {string} */
                direction: "to-a" | "from-a" | "abnormal" | "unknown";
                sentAt: string | null;
                receivedAt: string;
                segments: number | null;
                result: {
                    code: number;
                    class: string;
                } | null;
                numbers?: {
                    x?: string;
                    sender?: string;
                    receiver?: string;
                };
            };
        };
        /** message.received */
        "message.received": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "message.received";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                messageId: string;
                /** @enum {string} */
                mode: "AX" | "AXB" | "AXE" | "AXYB" | "X";
                /** @enum {string} */
                direction: "to-a" | "from-a" | "abnormal" | "unknown";
                sentAt: string | null;
                receivedAt: string;
                segments: number | null;
                result: {
                    code: number;
                    class: string;
                } | null;
                numbers?: {
                    x?: string;
                    sender?: string;
                    receiver?: string;
                };
            };
        };
        /** number.lost */
        "number.lost": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "number.lost";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                numberId: string;
                areaCode: string | null;
                state: string;
                cause: string | null;
                numbers?: {
                    x: string;
                };
                liveBindings: number;
                bindingIds: string[];
                page: number;
                last: boolean;
            };
        };
        /** number.recovered */
        "number.recovered": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "number.recovered";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                numberId: string;
                areaCode: string | null;
                state: string;
                cause: string | null;
                numbers?: {
                    x: string;
                };
            };
        };
        /** platform.locked-out */
        "platform.locked-out": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "platform.locked-out";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                until: string;
            };
        };
        /** pool.low */
        "pool.low": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "pool.low";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                areaCode: string | null;
                usable: number;
                liveBindings: number;
                needed: number;
                fill: number;
            };
        };
        /** recording.archived */
        "recording.archived": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "recording.archived";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                callId: string;
                archivedAt: string;
                sizeBytes: number;
                sha256: string;
            };
        };
        /** recording.lost */
        "recording.lost": {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** @constant */
            source: "privatenumber";
            /** @constant */
            type: "recording.lost";
            subject: string;
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            app: string;
            reference: string | null;
            bindingId: string | null;
            occurredAt: string;
            data: {
                callId: string;
                reason: string | null;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

/** The events by their kind. */
export type EventTypes = components['schemas'];

/** The schema of each kind. */
export const EVENT_SCHEMAS: Readonly<Record<keyof EventTypes, EventSchema>> = {"account.suspended":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"account.suspended"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{},"required":[]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"binding.active":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"binding.active"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"mode":{"enum":["AX","AXB","AXE","AXYB","X"],"type":"string"},"status":{"enum":["pending","active","releasing","released","expired","failed"],"type":"string"},"version":{"type":"integer"},"expiresAt":{"anyOf":[{"type":"string"},{"type":"null"}]},"numbers":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"},"x":{"type":"string"},"y":{"type":"string"},"extension":{"type":"string"},"temporaryCallee":{"type":"string"}},"required":[]},"replaces":{"anyOf":[{"type":"string"},{"type":"null"}]}},"required":["mode","status","version","expiresAt","replaces"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"binding.changed":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"binding.changed"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"mode":{"enum":["AX","AXB","AXE","AXYB","X"],"type":"string"},"status":{"enum":["pending","active","releasing","released","expired","failed"],"type":"string"},"version":{"type":"integer"},"expiresAt":{"anyOf":[{"type":"string"},{"type":"null"}]},"numbers":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"},"x":{"type":"string"},"y":{"type":"string"},"extension":{"type":"string"},"temporaryCallee":{"type":"string"}},"required":[]},"changed":{"type":"array","items":{"type":"string"}}},"required":["mode","status","version","expiresAt","changed"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"binding.expired":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"binding.expired"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"mode":{"enum":["AX","AXB","AXE","AXYB","X"],"type":"string"},"status":{"enum":["pending","active","releasing","released","expired","failed"],"type":"string"},"version":{"type":"integer"},"expiresAt":{"anyOf":[{"type":"string"},{"type":"null"}]},"numbers":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"},"x":{"type":"string"},"y":{"type":"string"},"extension":{"type":"string"},"temporaryCallee":{"type":"string"}},"required":[]}},"required":["mode","status","version","expiresAt"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"binding.failed":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"binding.failed"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"mode":{"enum":["AX","AXB","AXE","AXYB","X"],"type":"string"},"status":{"enum":["pending","active","releasing","released","expired","failed"],"type":"string"},"version":{"type":"integer"},"expiresAt":{"anyOf":[{"type":"string"},{"type":"null"}]},"numbers":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"},"x":{"type":"string"},"y":{"type":"string"},"extension":{"type":"string"},"temporaryCallee":{"type":"string"}},"required":[]},"replaces":{"anyOf":[{"type":"string"},{"type":"null"}]}},"required":["mode","status","version","expiresAt","replaces"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"binding.released":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"binding.released"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"mode":{"enum":["AX","AXB","AXE","AXYB","X"],"type":"string"},"status":{"enum":["pending","active","releasing","released","expired","failed"],"type":"string"},"version":{"type":"integer"},"expiresAt":{"anyOf":[{"type":"string"},{"type":"null"}]},"numbers":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"},"x":{"type":"string"},"y":{"type":"string"},"extension":{"type":"string"},"temporaryCallee":{"type":"string"}},"required":[]},"endReason":{"anyOf":[{"type":"string"},{"type":"null"}]},"endedBy":{"anyOf":[{"type":"string"},{"type":"null"}]},"replacedBy":{"anyOf":[{"type":"string"},{"type":"null"}]}},"required":["mode","status","version","expiresAt","endReason","endedBy","replacedBy"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"call.ended":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"call.ended"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"callId":{"type":"string"},"mode":{"enum":["AX","AXB","AXE","AXYB","X"],"type":"string"},"direction":{"enum":["to-a","from-a","abnormal","unknown"],"type":"string"},"startedAt":{"anyOf":[{"type":"string"},{"type":"null"}]},"endedAt":{"anyOf":[{"type":"string"},{"type":"null"}]},"outcome":{"anyOf":[{"type":"object","properties":{"code":{"type":"integer"},"source":{"type":"string"},"class":{"type":"string"}},"required":["code","source","class"]},{"type":"null"}]},"numbers":{"type":"object","properties":{"x":{"type":"string"},"caller":{"type":"string"},"callee":{"type":"string"}},"required":[]},"answered":{"type":"boolean"},"answerKnown":{"type":"boolean"},"answeredAt":{"anyOf":[{"type":"string"},{"type":"null"}]},"talkSeconds":{"anyOf":[{"type":"integer"},{"type":"null"}]},"billedMinutes":{"anyOf":[{"type":"integer"},{"type":"null"}]},"hungUpBy":{"anyOf":[{"type":"string"},{"type":"null"}]}},"required":["callId","mode","direction","startedAt","endedAt","outcome","answered","answeredAt","talkSeconds","billedMinutes","hungUpBy"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"call.missed":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"call.missed"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"callId":{"type":"string"},"mode":{"enum":["AX","AXB","AXE","AXYB","X"],"type":"string"},"direction":{"enum":["to-a","from-a","abnormal","unknown"],"type":"string"},"startedAt":{"anyOf":[{"type":"string"},{"type":"null"}]},"endedAt":{"anyOf":[{"type":"string"},{"type":"null"}]},"outcome":{"anyOf":[{"type":"object","properties":{"code":{"type":"integer"},"source":{"type":"string"},"class":{"type":"string"}},"required":["code","source","class"]},{"type":"null"}]},"numbers":{"type":"object","properties":{"x":{"type":"string"},"caller":{"type":"string"},"callee":{"type":"string"}},"required":[]},"answerKnown":{"type":"boolean"}},"required":["callId","mode","direction","startedAt","endedAt","outcome"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"message.failed":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"message.failed"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"messageId":{"type":"string"},"mode":{"enum":["AX","AXB","AXE","AXYB","X"],"type":"string"},"direction":{"enum":["to-a","from-a","abnormal","unknown"],"type":"string"},"sentAt":{"anyOf":[{"type":"string"},{"type":"null"}]},"receivedAt":{"type":"string"},"segments":{"anyOf":[{"type":"integer"},{"type":"null"}]},"result":{"anyOf":[{"type":"object","properties":{"code":{"type":"integer"},"class":{"type":"string"}},"required":["code","class"]},{"type":"null"}]},"numbers":{"type":"object","properties":{"x":{"type":"string"},"sender":{"type":"string"},"receiver":{"type":"string"}},"required":[]}},"required":["messageId","mode","direction","sentAt","receivedAt","segments","result"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"message.received":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"message.received"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"messageId":{"type":"string"},"mode":{"enum":["AX","AXB","AXE","AXYB","X"],"type":"string"},"direction":{"enum":["to-a","from-a","abnormal","unknown"],"type":"string"},"sentAt":{"anyOf":[{"type":"string"},{"type":"null"}]},"receivedAt":{"type":"string"},"segments":{"anyOf":[{"type":"integer"},{"type":"null"}]},"result":{"anyOf":[{"type":"object","properties":{"code":{"type":"integer"},"class":{"type":"string"}},"required":["code","class"]},{"type":"null"}]},"numbers":{"type":"object","properties":{"x":{"type":"string"},"sender":{"type":"string"},"receiver":{"type":"string"}},"required":[]}},"required":["messageId","mode","direction","sentAt","receivedAt","segments","result"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"number.lost":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"number.lost"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"numberId":{"type":"string"},"areaCode":{"anyOf":[{"type":"string"},{"type":"null"}]},"state":{"type":"string"},"cause":{"anyOf":[{"type":"string"},{"type":"null"}]},"numbers":{"type":"object","properties":{"x":{"type":"string"}},"required":["x"]},"liveBindings":{"type":"integer"},"bindingIds":{"type":"array","items":{"type":"string"}},"page":{"type":"integer"},"last":{"type":"boolean"}},"required":["numberId","areaCode","state","cause","liveBindings","bindingIds","page","last"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"number.recovered":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"number.recovered"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"numberId":{"type":"string"},"areaCode":{"anyOf":[{"type":"string"},{"type":"null"}]},"state":{"type":"string"},"cause":{"anyOf":[{"type":"string"},{"type":"null"}]},"numbers":{"type":"object","properties":{"x":{"type":"string"}},"required":["x"]}},"required":["numberId","areaCode","state","cause"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"platform.locked-out":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"platform.locked-out"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"until":{"type":"string"}},"required":["until"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"pool.low":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"pool.low"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"areaCode":{"anyOf":[{"type":"string"},{"type":"null"}]},"usable":{"type":"integer"},"liveBindings":{"type":"integer"},"needed":{"type":"integer"},"fill":{"type":"number"}},"required":["areaCode","usable","liveBindings","needed","fill"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"recording.archived":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"recording.archived"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"callId":{"type":"string"},"archivedAt":{"type":"string"},"sizeBytes":{"type":"integer"},"sha256":{"type":"string"}},"required":["callId","archivedAt","sizeBytes","sha256"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]},"recording.lost":{"type":"object","properties":{"specversion":{"const":"1.0"},"id":{"type":"string"},"source":{"const":"privatenumber"},"type":{"const":"recording.lost"},"subject":{"type":"string"},"time":{"type":"string"},"datacontenttype":{"const":"application/json"},"app":{"type":"string"},"reference":{"anyOf":[{"type":"string"},{"type":"null"}]},"bindingId":{"anyOf":[{"type":"string"},{"type":"null"}]},"occurredAt":{"type":"string"},"data":{"type":"object","properties":{"callId":{"type":"string"},"reason":{"anyOf":[{"type":"string"},{"type":"null"}]}},"required":["callId","reason"]}},"required":["specversion","id","source","type","subject","time","datacontenttype","app","reference","bindingId","occurredAt","data"]}};
