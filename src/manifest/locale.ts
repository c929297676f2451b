/** Names every text that a visitor may read; each language in `locales/` has them all. */

/** What the first layer says. `{name}` stands for a value; names of purposes are written as within a sentence. */
export interface BannerTexts {
  readonly lang: string;
  /** Before the last of several: "och". */
  readonly and: string;
  readonly 'banner.title': string;
  /** `{controller}`, `{purposes}` */
  readonly 'banner.body': string;
  readonly 'banner.third': string;
  readonly 'banner.withdraw': string;
  readonly 'banner.policy': string;
  readonly 'accept-all': string;
  readonly 'reject-all': string;
  readonly save: string;
  readonly settings: string;
  readonly 'group.session': string;
  readonly 'group.permanent': string;
  readonly 'group.third-party': string;
  readonly 'group.necessary': string;
  readonly 'group.empty': string;
  readonly 'purpose.necessary': string;
  readonly 'purpose.functional': string;
  readonly 'purpose.statistics': string;
  readonly 'purpose.marketing': string;
  readonly saved: string;
  readonly rejected: string;
}

/** What is said of a service, in the settings and in the cookie table. Units are singular and plural: "månad|månader". */
export interface ServiceTexts {
  readonly 'about.samtycke': string;
  readonly 'table.name': string;
  readonly 'table.type': string;
  readonly 'table.lifetime': string;
  readonly 'table.data': string;
  readonly 'table.recipients': string;
  readonly 'table.countries': string;
  readonly 'table.none': string;
  readonly 'type.cookie': string;
  readonly 'type.local': string;
  readonly 'type.session': string;
  readonly 'type.indexeddb': string;
  readonly 'type.cache': string;
  readonly 'type.worker': string;
  readonly 'unit.min': string;
  readonly 'unit.h': string;
  readonly 'unit.d': string;
  readonly 'unit.mo': string;
  readonly 'unit.y': string;
  readonly 'lifetime.session': string;
}

/** What the second layer says. */
export interface SettingsTexts {
  readonly gpc: string;
  /** `{changes}` */
  readonly 'changed.minor': string;
  /** `{changes}` */
  readonly 'changed.major': string;
  /** `{months}` */
  readonly expired: string;
  readonly 'error.storage': string;
  readonly 'settings.title': string;
  /** `{months}` */
  readonly 'settings.intro': string;
  readonly 'settings.close': string;
  /** `{names}` */
  readonly 'settings.details': string;
  readonly always: string;
  readonly on: string;
  readonly off: string;
  readonly 'about.session': string;
  readonly 'about.permanent': string;
  /** `{controller}` */
  readonly 'about.third-party': string;
  readonly 'about.necessary': string;
  readonly 'about.functional': string;
  readonly 'about.statistics': string;
  readonly 'about.marketing': string;
  /** `{name}` */
  readonly 'table.from': string;
  /** `{name}` */
  readonly 'table.policy': string;
  readonly 'last.title': string;
  readonly 'last.none': string;
  readonly 'last.choice': string;
  readonly 'last.accepted': string;
  readonly 'last.rejected': string;
  readonly 'last.custom': string;
  readonly 'last.when': string;
  readonly 'last.until': string;
  readonly 'last.id': string;
  readonly 'last.version': string;
  readonly 'last.download': string;
  readonly 'last.erase': string;
  readonly 'rights.show': string;
  /** Before what the log has. */
  readonly 'rights.shown': string;
  readonly 'rights.none': string;
  readonly 'rights.failed': string;
  readonly 'erase.confirm': string;
  readonly 'erase.yes': string;
  readonly 'erase.no': string;
  readonly 'erase.done': string;
  readonly 'erase.failed': string;
  readonly 'withdraw.button': string;
  readonly 'withdraw.note': string;
  readonly 'withdraw.done': string;
  readonly 'error.log': string;
  /** `{controller}` */
  readonly controller: string;
  /** `{number}` */
  readonly 'controller.number': string;
  /** `{dpo}` */
  readonly dpo: string;
  readonly complaint: string;
}

/** What one record of the log says. */
export interface RightsTexts {
  readonly 'rights.accepted': string;
  readonly 'rights.rejected': string;
  /** `{names}` */
  readonly 'rights.custom': string;
  readonly 'rights.withdrawn': string;
  /** `{names}` */
  readonly 'rights.embed': string;
}

/** What the cookie table says besides. */
export interface TableTexts {
  /** `{purpose}` */
  readonly 'table.caption': string;
  readonly 'table.necessary': string;
  readonly 'table.provider': string;
  readonly 'table.use': string;
}

/** What the placeholder of an embed says. */
export interface EmbedTexts {
  /** `{name}` */
  readonly 'embed.title': string;
  readonly 'embed.cookies': string;
  /** `{names}`; in a small box this stands alone above the answers. */
  readonly 'embed.body': string;
  readonly 'embed.once': string;
  /** `{purpose}` */
  readonly 'embed.allow': string;
  /** `{purpose}` */
  readonly 'embed.allow.third': string;
  /** `{name}` */
  readonly 'embed.open': string;
}

/** All texts of a language. */
export type Locale = BannerTexts & ServiceTexts & SettingsTexts & RightsTexts & TableTexts & EmbedTexts;
