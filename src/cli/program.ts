import { Command, InvalidArgumentError, Option } from 'commander';
import { findingStates } from '../core/finding.ts';
import { severities } from '../core/severity.ts';
import type { ExitCode } from './exit-code.ts';
import { greet } from './greeting.ts';
import type { CliContext, EstateOptions } from './parts.ts';

const defaultSeed = 1;
const defaultSize = 600;
const leastPerCloud = 50;
const mostPerCloud = 1_000_000;
const formats = ['table', 'json', 'csv', 'html'];
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

/** The command line. Each command's code is loaded when that command is called. */
export function createProgram(context: CliContext, done: (code: ExitCode) => void): Command {
  const clouds = context.parts.sandboxClouds;
  const program = new Command('bursar')
    .description('Governs what a company runs in the cloud, and what it pays for it.')
    .version(context.own.version)
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      getOutHelpWidth: () => Math.min(context.stdout.columns ?? 100, 120),
      getErrHelpWidth: () => Math.min(context.stderr.columns ?? 100, 120),
    })
    .exitOverride();

  common(program.command('run'), clouds)
    .description('make one pass and report it')
    .addOption(new Option('-f, --format <format>', 'how to report it').choices(formats).default('table'))
    .option('-o, --out <file>', 'write the report to a file')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 3 when there are findings this severe').choices(
        severities,
      ),
    )
    .option('-q, --quiet', 'nothing but the report', false)
    .action(async (options) => {
      // Before anything slow is loaded.
      if (!options.quiet) greet(context, options);
      done(await (await import('./commands/run.ts')).run(context, options));
    });

  common(program.command('start'), clouds)
    .description('make a pass now and then on schedule, until stopped')
    .option('--once', 'end after the first pass', false)
    .action(async (options) => {
      greet(context, options);
      done(await (await import('./commands/start.ts')).start(context, options));
    });

  configured(program.command('findings'))
    .description('list what the last pass found')
    .addOption(new Option('-f, --format <format>', 'how to list it').choices(formats).default('table'))
    .option('--rule <id...>', 'only of these rules')
    .addOption(new Option('--severity <severity...>', 'only of these severities').choices(severities))
    .addOption(
      new Option('--state <state...>', 'only in these states').choices(findingStates).default(['open']),
    )
    .option('--provider <provider...>', 'only of these providers')
    .option('--account <account...>', 'only in these accounts')
    .option('--kind <kind...>', 'only of these kinds')
    .option('--limit <count>', 'no more than this many', wholeNumber(1, 10_000_000))
    .action(async (options) =>
      done(await (await import('./commands/findings.ts')).findings(context, options)),
    );

  configured(program.command('explain'))
    .description(
      'show the evidence, the price and the reasoning behind a finding, or all that is known of a resource',
    )
    .argument('<subject>', 'fingerprint of a finding, or id or name of a resource')
    .action(async (subject: string, options) =>
      done(await (await import('./commands/explain.ts')).explain(context, subject, options)),
    );

  configured(program.command('permissions'))
    .description('print the least permissions for what is switched on')
    .option('--provider <provider...>', 'only of these providers')
    .action(async (options) =>
      done(await (await import('./commands/permissions.ts')).permissions(context, options)),
    );

  configured(program.command('rules'))
    .description('list the rules in force, or run the tests of rules')
    .option('--json', 'as JSON', false)
    .option('--test [folder]', 'run the *.test.ts files in a folder')
    .action(async (options) => done(await (await import('./commands/rules.ts')).rules(context, options)));

  common(program.command('doctor'), clouds)
    .description('check the config, the data folder, credentials, clock and permissions')
    .action(async (options) => done(await (await import('./commands/doctor.ts')).doctor(context, options)));

  program
    .command('init')
    .description('write a commented config and a first rule with its test')
    .argument('[folder]', 'where', '.')
    .action(async (folder: string) => done(await (await import('./commands/init.ts')).init(context, folder)));

  estate(program.command('sandbox'), clouds)
    .description('serve a made-up estate on loopback, speaking the real protocols')
    .option('-p, --port <port>', 'where to listen; 0 for any', wholeNumber(0, 65_535), 0)
    .option('--truth <file>', 'write what is idle, unused or untagged in it to a file, as JSON lines')
    .action(async (options) => done(await (await import('./commands/sandbox.ts')).sandbox(context, options)));

  return program;
}

function configured(command: Command): Command {
  return command
    .exitOverride()
    .option(
      '-c, --config <file>',
      'the config (default: bursar.config.ts here, and the sandbox without one)',
    );
}

/** Options of the estate that the sandbox makes up. */
function estate(command: Command, clouds: readonly string[]): Command {
  return command
    .exitOverride()
    .option('--seed <number>', 'seed of the sandbox', wholeNumber(0, 2 ** 32 - 1), defaultSeed)
    .option(
      '--size <count>',
      `resources in the sandbox, ${leastPerCloud} to ${mostPerCloud} for each cloud`,
      wholeNumber(leastPerCloud, mostPerCloud * clouds.length),
      defaultSize,
    )
    .addOption(
      new Option('--clouds <cloud...>', 'clouds of the sandbox').choices(clouds).default([...clouds]),
    )
    .hook('preAction', (_, called) => {
      // Only now are both known.
      const { size, clouds: chosen } = called.opts<EstateOptions>();
      const [least, most] = [leastPerCloud * chosen.length, mostPerCloud * chosen.length];
      if (size >= least && size <= most) return;
      called.error(`error: with ${chosen.length} clouds, --size has to be from ${least} to ${most}`);
    });
}

function common(command: Command, clouds: readonly string[]): Command {
  return estate(configured(command), clouds).addOption(
    new Option('--log-level <level>', 'log to stderr, as JSON lines').choices(logLevels),
  );
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}
