#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""crisis_log.py BUILD - each byte of an export is changed, and both verifiers name its line."""
import functools
import importlib.util
import os
import subprocess
import sys
import tempfile

BUILD = sys.argv[1]
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'docs', 'verify.py')
AT_ONCE = 400
passed = failed = 0


def check(is_true, what):
    global passed, failed
    passed, failed = passed + bool(is_true), failed + (not is_true)
    if not is_true and failed < 20:
        print('FAILED', what)


def verifier():
    """The documented script; what it found about a signature is remembered, for speed."""
    spec = importlib.util.spec_from_file_location('verify', SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.is_signed = functools.lru_cache(None)(module.is_signed)
    return module


def exports(folder):
    """The logs of the demo city: some are closed, and exercises go on."""
    database = 'sqlite:' + os.path.join(folder, 'city.db')
    run = functools.partial(subprocess.run, check=True, stdout=subprocess.PIPE)
    run([f'{BUILD}/varn', '--db', database, 'demo', '--size', 'small'], stderr=subprocess.DEVNULL)
    log = [f'{BUILD}/varn', '--db', database, 'crisis-log']
    numbers = run([*log, 'list', '--as', 'security']).stdout.decode().split()
    return [run([*log, number, '--as', 'security']).stdout for number in numbers]


def named_by_c(folder, logs, *options):
    """For each log (status, line that varn-verify names, or 0)."""
    found = []
    for begin in range(0, len(logs), AT_ONCE):
        names = []
        for i, log in enumerate(logs[begin:begin + AT_ONCE]):
            names.append(os.path.join(folder, f'log{i}'))
            with open(names[-1], 'wb') as file:
                file.write(log)
        done = subprocess.run([f'{BUILD}/varn-verify', *options, *names], stdout=subprocess.PIPE,
                              check=False)
        lines = done.stdout.decode('utf-8', 'replace').splitlines()
        by_name = {line.split(':')[0]: line.split(':')[1].strip() for line in lines}
        found += [0 if by_name[name] == 'whole' else int(by_name[name]) for name in names]
    return found


def changed(log, every):
    """(line, the log with one byte of that line changed): three ways for each byte."""
    line = 1
    for i, byte in enumerate(log):
        if i % every == 0:
            for change in (0x01, 0x20, 0x80):
                yield line, log[:i] + bytes([byte ^ change]) + log[i + 1:]
        line += byte == 10


def flips(folder, verify, log, every):
    cases = list(changed(log, every))
    by_c = named_by_c(folder, [case for _, case in cases])
    for (line, case), named in zip(cases, by_c):
        check(named == line, f'varn-verify named line {named}, not {line}')
        fault = verify.fault(case)
        check(fault and fault[0] == line, f'verify.py named {fault}, not line {line}')


def forgeries(folder, verify, log):
    """Lines taken away, moved, doubled; the file cut anywhere; another key asked for."""
    lines = log.splitlines(keepends=True)
    cases = [b''.join(lines[:i] + lines[i + 1:]) for i in range(len(lines))]
    cases += [b''.join(lines[:i] + [lines[i + 1], lines[i]] + lines[i + 2:])
              for i in range(len(lines) - 1)]
    cases += [b''.join(lines[:i] + [lines[i]] + lines[i:]) for i in range(len(lines))]
    cases += [log[:i] for i in range(0, len(log), 97)] + [log + b'\n', log + b'x', log + log, b'\n']
    for case, named in zip(cases, named_by_c(folder, cases)):
        check(named > 0, 'varn-verify took a forged log for whole')
        check(verify.fault(case), 'verify.py took a forged log for whole')
    key = log.rstrip(b'\n').split(b'\t')[-2].decode()
    other = ('1' if key[0] == '0' else '0') + key[1:]
    check(named_by_c(folder, [log], '--key', key) == [0], 'the right key was refused')
    check(named_by_c(folder, [log], '--key', other)[0] > 0, 'another key was taken')
    check(verify.fault(log, key.encode()) is None, 'the right key was refused')
    check(verify.fault(log, other.encode()), 'another key was taken')


def main():
    verify = verifier()
    with tempfile.TemporaryDirectory() as folder:
        logs = sorted(exports(folder), key=len)
        check(len(logs) >= 2, f'there are only {len(logs)} logs in the demo city')
        for log in logs:
            check(named_by_c(folder, [log]) == [0], 'varn-verify does not find a log whole')
            check(verify.fault(log) is None, f'verify.py: {verify.fault(log)}')
            check(log.count(b'\nsealed\t') >= 1, 'there is no signed head in the log')
            forgeries(folder, verify, log)
        flips(folder, verify, logs[0], 1)
        for log in logs[1:]:
            flips(folder, verify, log, 11)
    print(f'{passed} passed, {failed} failed')
    return failed > 0


sys.exit(main())
