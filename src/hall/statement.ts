/** Writes the visitor's statement: all that is known of the consent, shaped after ISO/IEC TS 27560:2023 (REQUIREMENTS §4). */
import { nameOf } from '../manifest/recipients.js';
import type { ResolvedService, Site } from '../manifest/resolve.js';
import type { KeptRecord } from '../signals/mine.js';
import { cellsOf, inWords, type Texts } from './inWords.js';
import type { Receipt, Rights } from './port.js';

/** What a statement is made of. */
export interface Facts {
  readonly site: Site;
  readonly receipt: Receipt;
  readonly texts: Texts;
  /** What the log has; `undefined` where it does not tell, or the site has none. */
  readonly records: readonly KeptRecord[] | undefined;
  readonly said: Rights['said'];
  /** The texts as they were shown, by their hash; null where the log does not have them. */
  readonly shown: Readonly<Record<string, unknown>>;
}

/** Returns what is to be known of a service, as the site tells it in this language or in another. */
const purposeOf = (service: ResolvedService, { receipt, texts }: Facts) => {
  const { id, provider, purpose, cell, cookies, data = [], recipients = [], countries = [], policyUrl } = service;
  const inLanguage = (kind: (typeof data)[number]): string | undefined =>
    typeof kind === 'string' ? kind : (kind[texts.lang] ?? Object.values(kind)[0]);
  return {
    purpose,
    lawful_basis: 'consent',
    cell,
    granted: receipt.services.find((known) => known.id === id)?.granted ?? false,
    service: { id, provider, policyUrl },
    pii_information: data.map(inLanguage),
    recipient_third_parties: recipients.map(nameOf),
    processing_locations: countries,
    /** What it keeps on the visitor's own device, and for how long. */
    storage: cookies,
  };
};

/** Every field of the record is told (GDPR 15); those that the standard knows by its names. */
const eventOf = (record: KeptRecord) => {
  const { time, event, state: _, ...rest } = record;
  return { event_time: time, event_type: event, event_state: cellsOf(record), ...rest };
};

/** Returns the statement. Names in snake_case are those of the standard; the others are the log's and the manifest's own. */
export const makeStatement = (facts: Facts) => {
  const { site, receipt, records, said, shown, texts } = facts;
  const { controller, policy, options, services, asked } = site;
  const { name, orgNumber, email, phone, dpo } = controller;
  return {
    schema: 'samtycke-statement-1',
    inWords: inWords(receipt, options.log ? { said } : undefined, texts),
    record_header: {
      schema_version: 'ISO/IEC TS 27560:2023',
      record_id: records?.[records.length - 1]?.recordId ?? null,
      pii_principal_id: receipt.consentId,
    },
    pii_processing: {
      privacy_notice: { version: receipt.policy.version, url: new URL(policy.url, location.href).href },
      language: texts.lang,
      purposes: services.filter(({ cell }) => asked.includes(cell)).map((service) => purposeOf(service, facts)),
      // ISO 8601: months of the calendar.
      validity_duration: `P${options.months}M`,
      storage_locations: [site.host, ...(options.log ? [new URL(options.log, location.href).host] : [])],
      // By the law of the authorities that the settings name (REQUIREMENTS §1).
      jurisdiction: 'SE',
      authority_party: texts.complaint,
      withdrawal_method: texts['banner.withdraw'],
    },
    party_identification: [
      {
        party_role: 'pii_controller',
        party_name: name,
        party_id: orgNumber,
        party_email: email,
        party_phone: phone,
        party_contact: dpo,
      },
    ],
    decision: receipt.decision,
    /** Null where there is no log, or it did not answer: not the same as nothing. */
    events: records?.map(eventOf) ?? null,
    texts: shown,
  };
};
