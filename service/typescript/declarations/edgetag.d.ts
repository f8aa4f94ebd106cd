// What the platform hands to a stage file. The interfaces are named in core/stages/stages.ts, one for each kind of stage.
// Data that comes from outside (payload, user, …) accepts any property: what it holds is the shop's affair.

/** Filled from the manifest: one property for each binding. */
interface EdgeTagInfra {}
/** Filled from the manifest and the secrets files: one property for each variable. */
interface EdgeTagSecrets {
  [name: string]: any;
}

declare namespace EdgeTag {
  interface Logger {
    /** Writes to the Destination's log. */
    log(...values: any[]): void;
    /** Writes an error to the Destination's log. */
    error(...values: any[]): void;
  }

  interface LineItem {
    id?: any;
    quantity?: any;
    item_price?: any;
    title?: any;
    [field: string]: any;
  }

  interface EventData {
    /** ISO 4217, `EUR`. */
    currency?: any;
    value?: any;
    orderId?: any;
    contents?: any;
    [field: string]: any;
  }

  /** The tracked event. It is shared with other Destinations: change a `structuredClone` of it. */
  interface Payload {
    eventName: string;
    eventId: string;
    pageUrl: string;
    pageTitle: string;
    referrer: string;
    locale: string;
    data: EventData;
    [field: string]: any;
  }

  interface User {
    email?: any;
    phone?: any;
    firstName?: any;
    lastName?: any;
    gender?: any;
    dateOfBirth?: any;
    city?: any;
    state?: any;
    zip?: any;
    country?: any;
    [field: string]: any;
  }

  interface ProviderData {
    /** Meta's browser id. */
    fbp?: any;
    /** Meta's click id. */
    fbc?: any;
    /** Google's click id. */
    gclid?: any;
    [field: string]: any;
  }

  interface HostData {
    userAgent: string;
    ip: string;
    country: string;
    city: string;
    region: string;
    timezone: string;
    postalCode: string;
    [field: string]: any;
  }

  interface Session {
    isNewSession: boolean;
    sessionId: string;
    [field: string]: any;
  }

  /** What every stage on the edge has. */
  interface WorkersParams {
    /** The Destination's variables and secrets, by name. */
    secrets: EdgeTagSecrets;
    /** The bindings that the manifest declares, by name. */
    infra: EdgeTagInfra;
    logger: Logger;
  }

  interface Requests {
    /** Sends an HTTP request from the edge. */
    requestHandler(url: string | URL, config?: any): Promise<any>;
  }

  interface Identity {
    /** Saves fields of a visitor in the identity graph. */
    userSave(userId: any, fields: any): Promise<any>;
    /** Reads a visitor from the identity graph. */
    userGet(userId: any): Promise<any>;
    /** Saves a provider's data about a visitor in the identity graph. */
    providerSave(userId: any, providerId: any, data: any): Promise<any>;
  }

  interface EdgeInitParams extends WorkersParams, Requests, Identity {
    userId: string;
    isNewUser: boolean;
    session: Session | null;
    /** The raw `Cookie` header. */
    cookies: string;
    hostData: HostData;
  }

  interface EdgeTagParams extends WorkersParams, Requests, Identity {
    payload: Payload;
    userId: string;
    user: User;
    customData: any;
    providerData: ProviderData;
    origin: string;
    domain: string;
    /** `SHOPIFY`, `CUSTOM`, … */
    platform: string;
    hostData: HostData;
  }

  interface EdgeUserParams extends WorkersParams, Requests, Identity {
    /** The user fields being saved. */
    payload: any;
    userId: string;
    user: User;
    customData: any;
    hostData: HostData;
  }

  interface EdgeScheduledParams extends WorkersParams, Requests {
    scheduledTime: Date;
    reporting: {
      saveInDatabase(sql: string, bindings?: any[]): Promise<any>;
      saveBatchInDatabase(sql: string, rows: any[]): Promise<any>;
      getFromDatabase(sql: string, bindings?: any[]): Promise<any>;
    };
    userKey: { byRouteKey(key: any): Promise<any> };
  }

  interface CdnApiParams extends WorkersParams {
    /** The handler's name, the last part of its path. */
    endpoint: string;
    method: string;
    request: Request<any, any>;
  }

  interface ServerApiParams extends CdnApiParams {
    currentUser: { userId: string; email: string; role: string; teamId: string; [field: string]: any };
  }

  interface BrowserMessaging {
    /** Sends an event through the tag. */
    sendTag(event: any, ...rest: any[]): any;
    /** Reads data that the edge holds for this visitor. */
    getEdgeData(keys: any, callback: (data: any) => void): any;
    /** Shared by the stages of one page. */
    executionContext: Map<any, any>;
  }

  interface BrowserInitParams extends BrowserMessaging {
    userId: string;
    isNewUser: boolean;
    session: Session | null;
    baseUrl: string;
    manifest: {
      /** Variables that are included on the client. */
      variables: { [name: string]: any };
      package: any;
      tagName: string;
      geoRegions: any;
      [field: string]: any;
    };
    keyName: string;
    destination: string;
    consentData: {
      consent: any;
      categories: {
        advertising: boolean;
        analytics: boolean;
        functional: boolean;
        share_pii: boolean;
        necessary: boolean;
        [category: string]: any;
      };
      consentSettings: any;
      [field: string]: any;
    };
    /** Saves data for this visitor on the edge. */
    sendEdgeData(data: any, providers?: any, options?: any): any;
  }

  interface BrowserTagParams extends BrowserMessaging {
    userId: string;
    sessionId: string;
    eventId: string;
    eventName: string;
    data: EventData;
    /** Variables that are included on the client. */
    manifestVariables: { [name: string]: any };
    destination: string;
  }

  interface BrowserUserParams {
    userId: string;
    data: any;
    /** Variables that are included on the client. */
    manifestVariables: { [name: string]: any };
    destination: string;
  }

  /** A Transformation reshapes events: no storage, no HTTP. What else the platform hands over is accepted as it comes. */
  interface TransformationParams {
    payload: Payload;
    variables: { [name: string]: any };
    [field: string]: any;
  }
  /** What a Transformation changes: the event, whether it is sent, events beside it (tagRoot), the user (on the edge). */
  interface TransformationResult {
    payload?: any;
    /** Drops the event. */
    skipEvent?: boolean;
    additionalEvents?: any[];
    user?: any;
  }

  // What a stage's function returns: see core/stages/virtualDocument.ts.
  type HandlerReturns = Promise<Response>;
  type BrowserReturns = Promise<{ skipEvent?: boolean } | void>;
  type TransformationReturns = Promise<TransformationResult | void>;

  interface EdgeTagRootParams extends TransformationParams {}
  interface EdgeTagChannelParams extends TransformationParams {}
  interface EdgeTagInstanceParams extends TransformationParams {}
  interface ClientTagRootParams extends TransformationParams {}
  interface ClientTagChannelParams extends TransformationParams {}
  interface ClientTagInstanceParams extends TransformationParams {}
}
