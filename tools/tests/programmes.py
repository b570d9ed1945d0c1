# SPDX-License-Identifier: EUPL-1.2
"""The checks of programmes.sh: each is a line "ok WHAT" or "FAIL WHAT" with its reasons."""
import csv
import glob
import os
import re
import sys

SHARED = os.path.join('..', 'shared')
REGISTER = os.path.join(SHARED, 'data', 'programme', 'register.csv')
SEED = os.path.join(SHARED, 'seed', '*.txt')
OLDEST = 'stockholm-2018-2021'
RECORDS = {'goals': 'G', 'obligations': '', 'activities': 'A', 'follow_up': 'U', 'terms': 'T'}
ACTED_ON = 'DRAUP'
# Kinds that we read otherwise than the check-list, each with its reason in the row's note.
READ_OTHERWISE = {'FO.4': 'F'}
SUCCESSION_KINDS = {'continues', 'split', 'merged', 'widened', 'narrowed', 'ended'}
# source: (arguments that it needs, arguments that it may have)
SOURCES = {
    'alarm_test': ('', 'months'),
    'appointment': ('role', 'deputy'), 'roster': ('function', ''), 'document': ('kind', 'months'), 'acknowledged': ('kind', 'slot'),
    'agreement': ('kind', 'parts parent'), 'special_law': ('months', ''),
    'fire_round': ('late', ''), 'fire_review': ('', ''), 'fire_reviewed': ('months', ''),
    'observation_week': ('', ''), 'bulletin': ('', 'tag'), 'bulletin_reach': ('', 'tag'),
    'known': ('topic', ''), 'picture': ('kind state', 'complete reviewed development contributors'),
    'picture_living': ('kind months', ''), 'submission': ('deliverable state', ''),
    'evaluation': ('of', ''), 'lesson': ('with', ''),
    'support_ready': ('', 'months staff'), 'support_answered': ('', 'minutes'),
    'event': ('with', 'focus'), 'event_unreported': ('', ''), 'measure': ('with', 'cites type state focus'),
    'goal': ('', 'focus_area or'), 'follow_up_entry': ('part', ''), 'activity': ('code', ''),
    'forum': ('kind months', ''), 'forum_meeting': ('kind', 'tag partner'), 'assessment': ('', ''),
    'project': ('with', 'kind'), 'project_year': ('', ''), 'training': ('topic', 'audience'), 'work_review': ('', ''),
    'meeting_check': ('', 'within_days'), 'protection_status': ('', 'months'),
    'monthly_pack': ('', 'by_day'), 'monthly_receipt': ('', ''), 'communication': ('of with', ''), 'communication_need': ('months', ''),
    'communication_message': ('', ''), 'communication_calendar': ('', ''), 'dataset': ('kind months', ''), 'survey': ('kind months', ''),
    'contract': ('with', ''), 'exercise': ('state', 'of'), 'informed': ('rules test', ''), 'covered': ('', 'resource'), 'rsa': ('state', ''), 'risk': ('with', 'of only'),
    'risk_picture': ('state', 'strategic outside'), 'crisis_handled': ('level with', 'reach'),
    'activated': ('body level', ''), 'emergency_decisions': ('to', ''),
    'partner': ('months', ''), 'partner_note': ('kind months', ''),
    'attestation': ('', 'months numbers since')}
FILLED_IN = set('count whole share last days unit period'.split())
# Asked of everybody alike, and keeps only a day: it tells nothing about whom the law concerns.
ASKED_OF_ALL = {('contract', 'with=position')}
# What only a named person tells, what a board judges, what a unit says of its own activity.
WORDS = ('attestation', 'assessment', 'activity')
# Accidents, crime, threats and what is common to all: sections of ids.
PREVENTIVE = set('SY F1 F2 F3 GE GT OL OP BR VE'.split())
COPIED_WORDS = 8       # as many words in a row as in the adopted text are a copy

failed = False


def say(what, problems):
    global failed
    print(('FAIL ' if problems else 'ok ') + what)
    for problem in list(dict.fromkeys(problems))[:12]:
        print('  ' + problem)
    failed = failed or bool(problems)


def rows_of(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def catalogue(name):
    path = os.path.join('catalogues', name + '.csv')
    return {row['code'] for row in rows_of(path)} if os.path.exists(path) else None


def columns_of_readme():
    columns = {}
    for line in open(os.path.join('programmes', 'README.md'), encoding='utf-8'):
        cells = [cell.strip() for cell in line.split('|')]
        if len(cells) == 5 and re.fullmatch(r'`\w+\.csv`', cells[1]):
            name = cells[1].strip('`')[:-4]
            columns[name] = re.findall(r'`([a-z_]+)`', re.sub(r'\([^)]*\)', '', cells[3]))
            columns[name] = [c for c in columns[name] if c not in ('role_types',)]
    goals = columns['goals']
    columns['obligations'] = goals + ['kind', 'same_as', 'checked_by']
    columns['activities'] = goals
    columns['follow_up'] = goals + ['assessor', 'same_as']
    return columns


class Programme:
    def __init__(self, folder):
        self.code = os.path.basename(folder)
        self.files = {os.path.basename(path)[:-4]: rows_of(path)
                      for path in sorted(glob.glob(folder + '/*.csv'))}

    def read(self):
        """What the form of the files has been found right for."""
        self.records = []
        for name, kind in RECORDS.items():
            for row in self.files.get(name, []):
                self.records.append(dict(row, kind=kind or row['kind'], file=name))
        self.ids = {row['id'] for row in self.records}
        self.secret = {row['code'] for row in self['actors'] if row['is_secret'] == '1'}
        never = {row['code'] for row in self['calendar_rules'] if row['period'] == 'never'}
        self.acted_on = [row for row in self.records
                         if row['kind'] in ACTED_ON and row['cadence'] not in never]

    def __getitem__(self, name):
        return self.files.get(name, [])

    def codes(self, name):
        return {row['code'] for row in self[name]}

    def evidence(self, code):
        return [row for row in self['evidence'] if row['id'] == code]


# ---- Form -------------------------------------------------------------------------------

def headings(programme, columns):
    for name, rows in programme.files.items():
        if name not in columns:
            yield name + '.csv is not a file of the form'
        elif rows and set(rows[0]) != set(columns[name]):
            yield (f'{name}.csv: the columns are {sorted(rows[0])}, '
                   f'asked for are {sorted(columns[name])}')


def both_languages(programme):
    for name, rows in programme.files.items():
        for row in rows:
            who = row.get('id') or row.get('code') or row.get('from_id')
            for column in row:
                if not column.endswith('_sv'):
                    continue
                sv, en = row[column], row[column[:-3] + '_en']
                may_lack = column.startswith('note')
                if bool(sv) != bool(en) or not (sv or may_lack):
                    yield f'{name}.csv {who}: {column} and its English must both be given'
                for words in (sv, en):
                    if words != words.strip() or '  ' in words or '"' in words:
                        yield f'{name}.csv {who}: spaces or straight quotes in “{words}”'
                    if column[:4] in ('text', 'note', 'says', 'not_', 'help', 'ques') \
                            and words and words[-1] not in '.?':
                        yield f'{name}.csv {who}: no full stop in “{words}”'
                    for filled in re.findall(r'\{(\w*)\}', words):
                        if filled not in FILLED_IN or column[:4] not in ('says', 'not_'):
                            yield f'{name}.csv {who}: {{{filled}}} is not filled in'


def unique(programme):
    ids = [row['id'] for row in programme.records]
    yield from (f'{code} stands twice' for code in sorted({i for i in ids if ids.count(i) > 1}))
    for name, rows in programme.files.items():
        codes = [row['code'] for row in rows if 'code' in row]
        yield from (f'{name}.csv: {code} stands twice'
                    for code in sorted({code for code in codes if codes.count(code) > 1}))


# ---- References --------------------------------------------------------------------------

def unknown(where, words, known, what):
    for word in words.split():
        if known is not None and word not in known:
            yield f'{where}: {word} is no {what}'


def references(programme):
    actors, cadences = programme.codes('actors'), programme.codes('calendar_rules')
    laws, areas = programme.codes('legal_basis'), programme.codes('focus_areas')
    points = {row['id'] for row in programme['follow_up']}
    for row in programme.records:
        if row['kind'] == 'T':
            continue
        for column, known, what in (
                ('who', actors, 'actor'), ('report_to', actors, 'actor'),
                ('assessor', actors, 'actor'), ('cadence', cadences, 'calendar rule'),
                ('legal', laws, 'legal basis'), ('focus_area', areas, 'focus area'),
                ('same_as', programme.ids, 'row'), ('checked_by', points, 'follow-up point')):
            yield from unknown(row['id'], row.get(column) or '', known, what)
        if not row['cadence']:
            yield f"{row['id']}: no cadence"
    for row in programme['deliverables']:
        yield from unknown(row['code'], row['who'] + ' ' + row['receiver'], actors, 'actor')
        yield from unknown(row['code'], row['cadence'], cadences, 'calendar rule')
        yield from unknown(row['code'], row['covers'], programme.ids, 'row')
    for row in programme['roles']:
        yield from unknown('roles.csv', row['id'], programme.ids, 'row')
        yield from unknown('roles.csv', row['role_type'], catalogue('role_types'), 'role type')
    for row in programme['programme']:
        yield from unknown('programme.csv', row['plan_functions'], laws, 'legal basis')


def predicates(programme):
    flags = programme.codes('flags')
    asked = set()
    secret_flags = {row['code'] for row in programme['flags'] if row['is_secret'] == '1'}
    for row in programme['actors']:
        mine = set(re.findall(r'flag = (\w+)', row['applies']))
        asked |= mine
        yield from (f"{row['code']}: {flag} is no flag" for flag in mine - flags)
        for kind in re.findall(r'kind = (\w+)', row['applies']):
            yield from unknown(row['code'], kind, catalogue('unit_kinds'), 'kind of unit')
        if mine & secret_flags and row['is_secret'] != '1':
            yield f"{row['code']}: asks a secret flag but is not secret"
    yield from (f'{flag}: asked by no actor' for flag in flags - asked)


def same_answers(programme):
    by_id = {row['id']: row for row in programme.records}
    for row in programme.records:
        other = by_id.get(row.get('same_as') or '')
        if not other:
            continue
        if other.get('same_as'):
            yield f"{row['id']}: answered by {other['id']}, which is answered elsewhere"
        if row['who'] != other['who']:
            yield f"{row['id']}: answered by {other['id']}, which is asked of others"
        if programme.evidence(row['id']):
            yield f"{row['id']}: both an answer elsewhere and evidence of its own"


# ---- Evidence ----------------------------------------------------------------------------

def evidence_is_there(programme):
    for row in programme.acted_on:
        if not programme.evidence(row['id']) and not row.get('same_as'):
            yield f"{row['id']}: nothing says what proves it"
    acted_on = {row['id'] for row in programme.acted_on}
    for row in programme['evidence']:
        if row['id'] not in acted_on:
            yield f"{row['id']}: has evidence but is not acted on"
    for code in acted_on:
        parts = [row['part'] for row in programme.evidence(code)]
        if parts != [str(i + 1) for i in range(len(parts))]:
            yield f'{code}: the parts are {parts}'


def evidence_arguments(programme):
    lists = {'role': catalogue('role_types'), 'function': catalogue('rosters/functions'), 'topic': catalogue('knowledge_topics'),
             'deliverable': programme.codes('deliverables'),
             'focus_area': programme.codes('focus_areas'), 'type': catalogue('measure_types'),
             'cites': catalogue('measure_sources'), 'level': catalogue('crisis/levels'),
             'focus': catalogue('event/focus_areas'), 'slot': catalogue('governing_documents'),
             'code': {row['id'] for row in programme['activities']}}
    kinds = {'document': catalogue('document_kinds'), 'acknowledged': catalogue('document_kinds'),
             'picture': catalogue('picture_kinds'), 'picture_living': catalogue('picture_kinds'),
             'forum': catalogue('forum_kinds'), 'forum_meeting': catalogue('forum_kinds'),
             'agreement': catalogue('agreement_kinds'), 'project': catalogue('projects/kinds'),
             'dataset': catalogue('datasets/kinds'), 'survey': catalogue('surveys/kinds'),
             'partner_note': {'contact', 'picture', 'decision'}}
    tags = {'forum_meeting': catalogue('forum_tags'), 'bulletin': catalogue('scanning/tags'),
            'bulletin_reach': catalogue('scanning/tags')}
    own_lists = {('training', 'topic'): catalogue('training/topics'), ('forum_meeting', 'partner'): catalogue('partners/kinds'),
                 ('training', 'audience'): catalogue('training/audiences')}
    for row in programme['evidence']:
        where = f"{row['id']} part {row['part']}"
        if row['source'] not in SOURCES:
            yield f"{where}: {row['source']} is no source"
            continue
        needed, allowed = (set(words.split()) for words in SOURCES[row['source']])
        pairs = dict(word.split('=', 1) for word in row['arguments'].split())
        if needed - set(pairs) or set(pairs) - needed - allowed:
            yield f"{where}: {row['source']} with “{row['arguments']}”"
        for name, value in pairs.items():
            known = kinds.get(row['source']) if name == 'kind' else lists.get(name)
            if name == 'tag':
                known = tags.get(row['source'])
            known = own_lists.get((row['source'], name), known)
            yield from unknown(where, value, known, name)
            if name in ('months', 'within_days', 'by_day') and not value.isdigit():
                yield f'{where}: {name}={value}'
        if not re.fullmatch(r'\d+|\d+%(-if-any)?|all|all-if-any', row['least']):
            yield f"{where}: least is {row['least']}"


def secret_rows(programme):
    for row in programme.records:
        who = set((row.get('who') or '').split())
        if who & programme.secret and who - programme.secret:
            yield f"{row['id']}: is asked both of those who are secret and of others"
        if who & programme.secret and row['kind'] == 'A' and programme.evidence(row['id']) \
                and programme.evidence(row['id'])[0]['source'] != 'attestation':
            yield f"{row['id']}: only its status may be kept"
    secret_ids = {row['id'] for row in programme.records
                  if set((row.get('who') or '').split()) & programme.secret}
    for row in programme['evidence']:
        if row['id'] in secret_ids and row['source'] != 'attestation' \
                and (row['source'], row['arguments']) not in ASKED_OF_ALL:
            yield f"{row['id']}: only its status may be kept, not “{row['source']}”"


def own_words(programme):
    """Every proof says its own limits: the same words are not pasted under everything."""
    seen = {}
    for row in programme['evidence']:
        seen.setdefault(row['not_sv'], set()).add(row['id'])
    for words, codes in seen.items():
        if len(codes) > 6:
            yield f'“{words}” is said of {sorted(codes)}'


# ---- Successions --------------------------------------------------------------------------

def successions(programme, all_programmes):
    for row in programme['successions']:
        earlier = all_programmes.get(row['from_programme'])
        where = f"{row['from_programme']} {row['from_id']}"
        if not earlier:
            yield f'{where}: there is no such folder'
            continue
        if row['from_id'] not in earlier.ids:
            yield f'{where}: there is no such row'
        if row['to_id'] and row['to_id'] not in programme.ids:
            yield f"{where}: {row['to_id']} is no row here"
        if row['kind'] not in SUCCESSION_KINDS or (row['kind'] == 'ended') != (not row['to_id']):
            yield f"{where}: {row['kind']} to “{row['to_id']}”"
    for word in programme['programme'][0]['predecessors'].split():
        if word not in all_programmes:
            yield f'predecessor {word} is no folder'


def nobody_is_lost(all_programmes):
    followers = [p for p in all_programmes.values()
                 if OLDEST in p['programme'][0]['predecessors'].split()]
    told = {row['from_id'] for p in followers for row in p['successions']
            if row['from_programme'] == OLDEST}
    for row in all_programmes[OLDEST].acted_on:
        if followers and row['id'] not in told:
            yield f"nobody says what became of {row['id']}"


# ---- Against what the city adopted ----------------------------------------------------------

def against_register(programme):
    wanted = rows_of(REGISTER)
    have = {row['id']: row for row in programme.records}
    if len(wanted) != len(have):
        yield f'{len(have)} records, the check-list has {len(wanted)}'
    for row in wanted:
        mine = have.get(row['id'])
        if not mine:
            yield f"{row['id']} is left out"
            continue
        if mine['kind'] != READ_OTHERWISE.get(row['id'], row['kind']):
            yield f"{row['id']}: kind {mine['kind']}, the check-list says {row['kind']}"
        if row['id'] in READ_OTHERWISE and not mine['note_sv']:
            yield f"{row['id']}: read otherwise without a note"
        if mine['lines'] != row['source_lines'].replace(',', ''):
            yield f"{row['id']}: lines {mine['lines']}, the check-list says {row['source_lines']}"


def words_of(text):
    return re.findall(r'[0-9a-zåäöé]+', text.lower())


def not_copied(programmes):
    adopted = words_of(open(glob.glob(SEED)[0], encoding='utf-8').read())
    runs = {tuple(adopted[i:i + COPIED_WORDS]) for i in range(len(adopted))}
    for programme in programmes:
        for row in programme.records:
            mine = words_of(row['text_sv'])
            for i in range(len(mine) - COPIED_WORDS + 1):
                if tuple(mine[i:i + COPIED_WORDS]) in runs:
                    yield f"{programme.code} {row['id']}: “{' '.join(mine[i:i + COPIED_WORDS])}”"
                    break


# ---- All of it ------------------------------------------------------------------------------

def left_to_attestation(programme):
    for row in programme.acted_on:
        parts = programme.evidence(row['id'])
        if parts and all(part['source'] == 'attestation' for part in parts):
            yield row


def left_to_words(programme):
    """Rows of the preventive areas that nothing but somebody's word proves, by kind of word."""
    left = {word: [] for word in WORDS}
    for row in programme.acted_on:
        if row['id'].split('.')[0] not in PREVENTIVE:
            continue
        sources = [part['source'] for part in programme.evidence(row['id'])]
        if sources and set(sources) <= set(WORDS):
            left[min(sources, key=WORDS.index)].append(row['id'])
    return left


def told_in_readme():
    """The same as it stands in the table of programmes/README.md."""
    told = {}
    for line in open(os.path.join('programmes', 'README.md'), encoding='utf-8'):
        cells = [cell.strip() for cell in line.split('|')]
        if len(cells) == 6 and cells[1].strip('`') in map(os.path.basename, glob.glob('programmes/*')):
            told[cells[1].strip('`')] = dict(zip(WORDS, (cell.strip('-').split() for cell in cells[2:5])))
    return told


def words_are_told(programmes):
    told = told_in_readme()
    for name, programme in programmes.items():
        for word, codes in left_to_words(programme).items():
            line = f'{name}, {word}: {" ".join(codes) or "-"}'
            print('note preventive rows that rest on a word alone, ' + line)
            if sorted(codes) != sorted(told.get(name, {}).get(word, [])):
                yield f'programmes/README.md says otherwise of {line}'


def main():
    folders = [path for path in sorted(glob.glob('programmes/*')) if os.path.isdir(path)]
    programmes = {os.path.basename(path): Programme(path) for path in folders}
    columns = columns_of_readme()
    for programme in programmes.values():
        say(f'{programme.code}: the columns are those of the form',
            list(headings(programme, columns)))
    if failed:          # nothing below can be read
        return failed
    for programme in programmes.values():
        programme.read()
    for programme in programmes.values():
        name = programme.code
        say(f'{name}: both languages are given', list(both_languages(programme)))
        say(f'{name}: no id stands twice', list(unique(programme)))
        say(f'{name}: every reference leads somewhere', list(references(programme)))
        say(f'{name}: predicates ask flags that there are', list(predicates(programme)))
        say(f'{name}: who answers for another row is asked the same', list(same_answers(programme)))
        say(f'{name}: what is acted on has evidence', list(evidence_is_there(programme)))
        say(f'{name}: evidence is asked as its sources want', list(evidence_arguments(programme)))
        say(f'{name}: of what is secret only the status is kept', list(secret_rows(programme)))
        say(f'{name}: limits of proof are told one by one', list(own_words(programme)))
        say(f'{name}: successions lead from row to row', list(successions(programme, programmes)))
    say('nothing of the oldest programme is lost', list(nobody_is_lost(programmes)))
    if os.path.exists(REGISTER):
        say(f'{OLDEST}: all of the check-list is there', list(against_register(programmes[OLDEST])))
    else:
        print('SKIPPED the check-list is not on this machine: ' + REGISTER)
    if glob.glob(SEED):
        say('no sentence is copied from the adopted text', list(not_copied(programmes.values())))
    else:
        print('SKIPPED the adopted text is not on this machine: ' + SEED)
    say('what rests on a word alone is listed', list(words_are_told(programmes)))
    for programme in programmes.values():
        left = list(left_to_attestation(programme))
        open_rows = [r['id'] for r in left if not set(r['who'].split()) & programme.secret]
        print(f'note {programme.code}: {len(programme.records)} records, '
              f'{len(programme.acted_on)} acted on, {len(left)} left to attestation alone '
              f'({len(left) - len(open_rows)} of them secret): {" ".join(open_rows)}')
    return failed


sys.exit(main())
