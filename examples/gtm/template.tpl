___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "TAG",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "samtycke",
  "categories": [
    "TAG_MANAGEMENT",
    "PERSONALIZATION"
  ],
  "brand": {
    "id": "brand_samtycke",
    "displayName": "samtycke"
  },
  "description": "Denies all storage until the visitor has answered samtycke's consent banner, then tells every tag in the container of the answer, and of each change of it.",
  "containerContexts": [
    "WEB"
  ]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "RADIO",
    "name": "place",
    "displayName": "Where does samtycke come from?",
    "radioItems": [
      {
        "value": "outside",
        "displayValue": "It stands in the pages of the site",
        "help": "The script tag of samtycke is in the head of every page, above the code of Tag Manager."
      },
      {
        "value": "inside",
        "displayValue": "This tag loads it",
        "help": "The site has the file that npx samtycke build has made, and nothing of samtycke in its pages."
      }
    ],
    "simpleValueType": true,
    "defaultValue": "outside",
    "alwaysInSummary": true
  },
  {
    "type": "TEXT",
    "name": "address",
    "displayName": "Address of the file",
    "simpleValueType": true,
    "valueHint": "https://www.example.com/samtycke/samtycke.0123456789ab.js",
    "help": "The whole address, on the site's own domain. If the file does not lie in a folder called samtycke, write where it lies under Templates, samtycke, Permissions, Injects Scripts.",
    "enablingConditions": [
      {
        "paramName": "place",
        "paramValue": "inside",
        "type": "EQUALS"
      }
    ],
    "valueValidators": [
      {
        "type": "NON_EMPTY",
        "errorMessage": "Write the address of the file."
      },
      {
        "type": "REGEX",
        "args": [
          "^https://[^/]+/.+"
        ],
        "errorMessage": "The address begins with https:// and names the file."
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "more",
    "displayName": "More settings",
    "groupStyle": "ZIPPY_CLOSED",
    "subParams": [
      {
        "type": "TEXT",
        "name": "wait",
        "displayName": "How long Google's tags wait for the answer",
        "simpleValueType": true,
        "defaultValue": 500,
        "valueUnit": "milliseconds",
        "help": "A stored answer is often known a moment after the tags. This long they hold back what they would send without it.",
        "valueValidators": [
          {
            "type": "NON_NEGATIVE_NUMBER",
            "errorMessage": "Write a number, such as 500."
          }
        ]
      },
      {
        "type": "TEXT",
        "name": "regions",
        "displayName": "Deny only in these regions",
        "simpleValueType": true,
        "valueHint": "SE, NO, DK",
        "help": "Leave it empty: then everything is denied everywhere until the visitor says yes. Anywhere but in the regions named here (ISO 3166-2 codes with commas between) tags run without an answer."
      }
    ]
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

const callInWindow = require('callInWindow');
const createQueue = require('createQueue');
const gtagSet = require('gtagSet');
const injectScript = require('injectScript');
const logToConsole = require('logToConsole');
const makeNumber = require('makeNumber');
const queryPermission = require('queryPermission');
const setDefaultConsentState = require('setDefaultConsentState');
const setInWindow = require('setInWindow');
const updateConsentState = require('updateConsentState');

// What each purpose of samtycke is called in Google's consent.
const TYPES = {
  marketing: ['ad_storage', 'ad_user_data', 'ad_personalization'],
  statistics: ['analytics_storage'],
  functional: ['functionality_storage', 'personalization_storage'],
};
const PURPOSES = ['marketing', 'statistics', 'functional'];

// Says every type at once; security needs no consent.
const stateOf = (granted) => {
  const state = { security_storage: 'granted' };
  PURPOSES.forEach((purpose) => {
    TYPES[purpose].forEach((type) => {
      state[type] = granted.indexOf(purpose) < 0 ? 'denied' : 'granted';
    });
  });
  return state;
};

// 1. Everything is denied, before any other tag.
const first = stateOf([]);
const wait = makeNumber(data.wait);
if (wait > 0) first.wait_for_update = wait;
const regions = (data.regions || '')
  .split(',')
  .map((region) => region.trim())
  .filter((region) => region.length > 0);
if (regions.length > 0) first.region = regions;
setDefaultConsentState(first);
gtagSet({ ads_data_redaction: true, url_passthrough: false });

// 2. Each answer is told once, and the container's tags hear of it after Google's consent has changed.
const isGranted = (cells, purpose) => {
  // The tags' receivers are third parties: that cell decides where the site has asked about it.
  const thirdParty = 'third-party:' + purpose;
  if (cells[thirdParty] !== undefined) return callInWindow('samtycke.has', thirdParty) === true;
  const isAsked = ['session:', 'permanent:'].some((group) => cells[group + purpose] !== undefined);
  return isAsked && callInWindow('samtycke.has', purpose) === true;
};
let told;
const tell = () => {
  const decision = callInWindow('samtycke.decision');
  const isDecided = !!decision && !!decision.cells;
  // Before the first answer there is nothing to say; one that is erased is taken back.
  if (!isDecided && told === undefined) return;
  const granted = PURPOSES.filter((purpose) => isDecided && isGranted(decision.cells, purpose));
  if (told === granted.join()) return;
  told = granted.join();
  updateConsentState(stateOf(granted));
  createQueue('dataLayer')({ event: 'samtycke_consent' });
};

// Where samtycke comes later, it finds here who waits for it; what is there already stays.
setInWindow('samtycke', {
  q: [],
  on: (event, listener) => {
    createQueue('samtycke.q')(['on', [event, listener]]);
  },
  has: () => false,
  status: () => 'undecided',
});
callInWindow('samtycke.on', 'consent', tell);
callInWindow('samtycke.on', 'change', tell);
// An answer that is known by now must hold before the next trigger.
tell();

// 3. samtycke itself.
const fail = (why) => {
  logToConsole('samtycke: ' + data.address + ' ' + why);
  data.gtmOnFailure();
};
if (data.place !== 'inside') {
  data.gtmOnSuccess();
} else if (queryPermission('inject_script', data.address)) {
  injectScript(data.address, data.gtmOnSuccess, () => fail('does not load, so everything stays denied.'), 'samtycke');
} else {
  fail('may not be loaded: write its place under Templates, samtycke, Permissions, Injects Scripts.');
}


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": {
        "publicId": "access_consent",
        "versionId": "1"
      },
      "param": [
        {
          "key": "consentTypes",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "ad_storage"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "ad_user_data"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "ad_personalization"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "analytics_storage"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "functionality_storage"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "personalization_storage"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "security_storage"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "access_globals",
        "versionId": "1"
      },
      "param": [
        {
          "key": "keys",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "samtycke"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "samtycke.q"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "samtycke.on"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "samtycke.decision"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "samtycke.has"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "dataLayer"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "inject_script",
        "versionId": "1"
      },
      "param": [
        {
          "key": "urls",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "https://*/samtycke/*"
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "logging",
        "versionId": "1"
      },
      "param": [
        {
          "key": "environments",
          "value": {
            "type": 1,
            "string": "debug"
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "write_data_layer",
        "versionId": "1"
      },
      "param": [
        {
          "key": "keyPatterns",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "ads_data_redaction"
              },
              {
                "type": 1,
                "string": "url_passthrough"
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  }
]


___TESTS___

scenarios:
- name: Denies everything before the first answer
  code: |-
    runCode(settings);
    assertApi('setDefaultConsentState').wasCalledWith(
      state('denied', 'denied', 'denied', { wait_for_update: 500 }));
    assertApi('gtagSet').wasCalledWith({ ads_data_redaction: true, url_passthrough: false });
    assertApi('updateConsentState').wasNotCalled();
    assertApi('injectScript').wasNotCalled();
    assertApi('gtmOnSuccess').wasCalled();
    assertApi('gtmOnFailure').wasNotCalled();
- name: Denies in the regions named
  code: |-
    settings.regions = 'SE, NO,';
    settings.wait = 0;
    runCode(settings);
    assertApi('setDefaultConsentState').wasCalledWith(
      state('denied', 'denied', 'denied', { region: ['SE', 'NO'] }));
- name: Tells of a stored answer at once
  code: |-
    answer = { cells: { 'third-party:statistics': true, 'third-party:marketing': false } };
    runCode(settings);
    assertApi('updateConsentState').wasCalledWith(state('denied', 'granted', 'denied'));
    assertThat(pushed).isEqualTo([{ event: 'samtycke_consent' }]);
- name: Tells of a yes, of its withdrawal, and of each once
  code: |-
    runCode(settings);
    answer = { cells: { 'third-party:marketing': true, 'permanent:functional': true } };
    listeners.forEach((listener) => listener());
    assertApi('updateConsentState').wasCalledWith(state('granted', 'denied', 'granted'));
    answer = { cells: { 'third-party:marketing': false, 'permanent:functional': false } };
    listeners.forEach((listener) => listener());
    assertApi('updateConsentState').wasCalledWith(state('denied', 'denied', 'denied'));
    assertThat(pushed.length).isEqualTo(2);
- name: Goes by the third parties where the site has asked about them
  code: |-
    answer = { cells: { 'permanent:statistics': true, 'third-party:statistics': false } };
    runCode(settings);
    assertApi('updateConsentState').wasCalledWith(state('denied', 'denied', 'denied'));
- name: Takes back an answer that is erased
  code: |-
    answer = { cells: { 'third-party:marketing': true } };
    runCode(settings);
    answer = undefined;
    listeners[1]();
    assertApi('updateConsentState').wasCalledWith(state('denied', 'denied', 'denied'));
- name: Loads samtycke
  code: |-
    settings.place = 'inside';
    mock('injectScript', (address, onSuccess) => {
      assertThat(address).isEqualTo(settings.address);
      onSuccess();
    });
    runCode(settings);
    assertApi('gtmOnSuccess').wasCalled();
    assertApi('gtmOnFailure').wasNotCalled();
- name: Says that samtycke does not load
  code: |-
    settings.place = 'inside';
    mock('injectScript', (address, onSuccess, onFailure) => onFailure());
    runCode(settings);
    assertApi('gtmOnSuccess').wasNotCalled();
    assertApi('gtmOnFailure').wasCalled();
- name: Loads nothing from where it may not
  code: |-
    settings.place = 'inside';
    mock('queryPermission', false);
    runCode(settings);
    assertApi('injectScript').wasNotCalled();
    assertApi('gtmOnFailure').wasCalled();
setup: |-
  let answer;
  const listeners = [];
  const pushed = [];
  const settings = {
    place: 'outside',
    address: 'https://www.example.com/samtycke/samtycke.0123456789ab.js',
    wait: 500,
    regions: ''
  };
  const state = (marketing, statistics, functional, more) => {
    const all = {
      security_storage: 'granted',
      ad_storage: marketing,
      ad_user_data: marketing,
      ad_personalization: marketing,
      analytics_storage: statistics,
      functionality_storage: functional,
      personalization_storage: functional
    };
    if (more && more.wait_for_update) all.wait_for_update = more.wait_for_update;
    if (more && more.region) all.region = more.region;
    return all;
  };
  mock('setInWindow', false);
  mock('queryPermission', true);
  mock('createQueue', () => (entry) => pushed.push(entry));
  mock('callInWindow', (path, name, listener) => {
    if (path === 'samtycke.on') listeners.push(listener);
    if (path === 'samtycke.decision') return answer;
    if (path === 'samtycke.has') return answer.cells[name] || answer.cells['permanent:' + name] || false;
  });


___NOTES___

Made with samtycke, where examples/gtm/README.md says how to use it.


