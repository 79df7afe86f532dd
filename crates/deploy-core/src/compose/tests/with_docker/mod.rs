//! Both generations of Compose, with a real engine.

mod builders;
mod env_files;
mod refusals;

use std::path::Path;

use crate::aws::ecr::{Ecr, EcrHost, repository};
use crate::compose::graph::{ImageGraph, levels, pulled_hosts};
use crate::compose::program::pinned;
use crate::compose::{self, BuildArg, BuildFiles, BuildOptions, Compose, Error, build_file as build_files};
use crate::context::{Context, Interrupter};
use crate::docker::{self, ClientConfig, Engine, login_copy};
use crate::error::{Failure, Kind, Signal};
use crate::event::{BuildLine, EventKind, Events};
use crate::process::Program;
use crate::test_support::{TestProject, require_program};

/// The older program.
async fn first(context: &Context) -> Compose {
    let file = require_program("COMPOSE_PROGRAM", "docker-compose");
    let program = Program::find("docker-compose", context).unwrap();
    assert_eq!(program.path(), file, "COMPOSE_PROGRAM must be the one on PATH");
    Compose::probe(pinned(program), context).await.unwrap().expect("it says its version")
}

/// The plugin, in a configuration of its own.
async fn second(project: &TestProject) -> Compose {
    let plugin = require_program("COMPOSE_PLUGIN", "docker-compose-plugin");
    let settings = format!(r#"{{"cliPluginsExtraDirs":[{:?}]}}"#, plugin.parent().unwrap());
    let config = project.write("docker/config.json", &settings);
    let docker = pinned(Program::find("docker", &project.context).unwrap());
    let docker = docker.env("DOCKER_CONFIG", config.parent().unwrap());
    Compose::probe(docker, &project.context).await.unwrap().expect("it says its version")
}

/// A test of the same name for each generation.
macro_rules! by_both_generations {
    ($($test:ident),+) => {
        mod by_the_first_generation {
            $(#[tokio::test]
            async fn $test() {
                let project = super::TestProject::open().await;
                super::$test(&project, &super::first(&project.context).await).await;
            })+
        }
        mod by_the_second_generation {
            $(#[tokio::test]
            async fn $test() {
                let project = super::TestProject::open().await;
                super::$test(&project, &super::second(&project).await).await;
            })+
        }
    };
}

by_both_generations!(
    a_changed_base_reaches_what_stands_on_it,
    arguments_of_the_user_reach_the_build,
    a_private_base_is_pulled,
    an_interrupt_ends_a_build,
    a_secret_build_argument_is_in_no_command_line,
    the_env_file_does_not_lead_to_another_engine
);

/// Writes the build file and says where it is.
fn build_file(project: &TestProject, services: &str) -> BuildFiles {
    let text = services.replace("HOST", &project.sandbox.registry());
    let file = project.write("build/compose.yml", &format!("services:\n{text}"));
    BuildFiles::new(vec![file], "1".parse().unwrap())
}

async fn build(compose: &Compose, files: &BuildFiles, options: &BuildOptions) -> Result<ImageGraph, Error> {
    build_with(compose, files, &[], options).await
}

async fn build_with(
    compose: &Compose,
    files: &BuildFiles,
    args: &[BuildArg],
    options: &BuildOptions,
) -> Result<ImageGraph, Error> {
    let graph = build_files::read(compose, files, args).await?;
    for index in levels(&graph, &[], &files.tag)?.into_iter().flatten() {
        compose::build(compose, files, &graph, &graph.images()[index], options).await?;
    }
    Ok(graph)
}

async fn layers(project: &TestProject, name: &str) -> Vec<String> {
    let image = project.image(name).to_string();
    let text =
        project.docker(&["image", "inspect", "-f", "{{range .RootFS.Layers}}{{.}} {{end}}", &image]).await;
    text.split_whitespace().map(str::to_owned).collect()
}

/// The worst order for Compose: by name and in the file `app` comes before the base on which it stands.
const TWO: &str = "  app:\n    image: HOST/app:${APP_TAG}\n    build: {context: app, args: {BASE: HOST/zbase, APP_TAG: '${APP_TAG}'}}\n  \
                   zbase:\n    image: HOST/zbase:${APP_TAG}\n    build: zbase\n";

async fn a_changed_base_reaches_what_stands_on_it(project: &TestProject, compose: &Compose) {
    let files = build_file(project, TWO);
    project.write("build/app/Dockerfile", "ARG BASE\nARG APP_TAG\nFROM ${BASE}:${APP_TAG}\nCOPY own /\n");
    project.write("build/app/own", "own");
    project.write("build/zbase/Dockerfile", "FROM scratch\nCOPY text /\n");
    for text in ["old", "new"] {
        project.write("build/zbase/text", text);
        build(compose, &files, &BuildOptions::default()).await.unwrap();
        let (base, app) = (layers(project, "zbase:1").await, layers(project, "app:1").await);
        assert_eq!(app[..1], base[..], "{text}");
        assert_eq!(app.len(), 2);
        for name in ["zbase", "app"] {
            // Without a name of its own the older one could not be found to be removed.
            let (image, older) =
                (project.image(&format!("{name}:1")), project.image(&format!("{name}:{text}")));
            project.docker(&["tag", &image.to_string(), &older.to_string()]).await;
        }
    }
}

async fn arguments_of_the_user_reach_the_build(project: &TestProject, compose: &Compose) {
    let service = |name| format!("  {name}:\n    image: HOST/{name}:${{APP_TAG}}\n    build: .\n");
    let files = build_file(project, &["a", "b", "c"].map(service).concat());
    project.write(
        "build/Dockerfile",
        "FROM scratch\nARG HOME\nARG GIVEN\nLABEL home=$HOME given=$GIVEN\nCOPY text /\n",
    );
    project.write("build/text", "text");
    let args = ["HOME", "GIVEN=a b"].map(|arg| arg.parse::<BuildArg>().unwrap()).to_vec();
    let options = BuildOptions { no_cache: true, ..BuildOptions::default() };
    build_with(compose, &files, &args, &options).await.unwrap();
    let image = project.image("a:1").to_string();
    let format = "{{index .Config.Labels \"home\"}} {{index .Config.Labels \"given\"}}";
    let labels = project.docker(&["image", "inspect", "-f", format, &image]).await;
    assert_eq!(labels, format!("{} a b", std::env::var("HOME").unwrap()));
}

async fn a_private_base_is_pulled(project: &TestProject, compose: &Compose) {
    let base = project.image("base:7");
    let ecr = Ecr::new(&base.host, EcrHost::parse(&base.host).as_ref(), &project.aws());
    let login = ecr.login().await.unwrap();
    repository::create(&ecr, "base").await.unwrap();
    project.make(&base, "private").await;
    let engine = Engine::connect(&project.context).await.unwrap();
    docker::push(&engine, &base, Some(&login)).await.unwrap();
    project.docker(&["rmi", &base.to_string()]).await;

    let files = build_file(project, "  app:\n    image: HOST/app:${APP_TAG}\n    build: app\n");
    project.write("build/app/Dockerfile", &format!("FROM {base}\nCOPY own /\n"));
    project.write("build/app/own", "own");
    let config = project.folder().join("signed-in");
    std::fs::create_dir(&config).unwrap();
    login_copy::write(&ClientConfig::load().unwrap(), &config, &[(base.host.clone(), login)]).unwrap();
    let graph = build_files::read(compose, &files, &[]).await.unwrap();
    assert_eq!(pulled_hosts(&graph, &[]).unwrap().into_iter().collect::<Vec<_>>(), [base.host]);
    plugins(&config);
    let options = BuildOptions { docker_config: Some(config), ..BuildOptions::default() };
    let built = build(compose, &files, &options).await;
    assert!(built.is_ok(), "{built:?}: {:?}", project.said());
    assert_eq!(layers(project, "app:1").await.len(), 2);
}

/// The plugin of the tests is not in the user's own folder.
fn plugins(config: &Path) {
    let (file, plugin) =
        (config.join("config.json"), require_program("COMPOSE_PLUGIN", "docker-compose-plugin"));
    let text = std::fs::read_to_string(&file).unwrap();
    let more = format!(r#"{{"cliPluginsExtraDirs":[{:?}],"#, plugin.parent().unwrap());
    std::fs::write(&file, text.replacen('{', &more, 1)).unwrap();
}

async fn the_env_file_does_not_lead_to_another_engine(project: &TestProject, compose: &Compose) {
    project.write(
        "build/.env",
        "DOCKER_HOST=tcp://127.0.0.1:1\nDOCKER_CONTEXT=elsewhere\nDOCKER_CONFIG=/nowhere\nBUILDX_BUILDER=other\nAWS_PROFILE=other\nNAME=a\nAPP_TAG=2\nCOMPOSE_DOCKER_CLI_BUILD=0\n",
    );
    project.write("build/Dockerfile", "FROM scratch\nCOPY .env /\n");
    let profile = "    build:\n      context: .\n      args:\n        PROFILE: ${AWS_PROFILE:-none}\n";
    let files = build_file(project, &format!("  a:\n    image: HOST/${{NAME}}:${{APP_TAG}}\n{profile}"));
    let graph = build_files::read(compose, &files, &[]).await.unwrap();
    assert_eq!(graph.images()[0].args["PROFILE"], "none");
    build(compose, &files, &BuildOptions::default()).await.unwrap();
    assert_eq!(layers(project, "a:1").await.len(), 1);
}

/// The command lines of all processes while the build runs a step.
async fn a_secret_build_argument_is_in_no_command_line(project: &TestProject, compose: &Compose) {
    let (asleep, seen) = std::sync::mpsc::channel();
    let events = Events::new(move |event| {
        if matches!(&event.kind, EventKind::BuildOutput(BuildLine { line, .. }) if line.contains("ready-now"))
        {
            let lines = std::fs::read_dir("/proc").unwrap().flatten();
            let lines = lines.filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
            let shown = lines.filter(|line| String::from_utf8_lossy(line).contains("canary-7c1e")).count();
            asleep.send(shown).ok();
        }
    });
    let compose = compose.clone().within(Context { events, interrupt: project.context.interrupt.clone() });
    project.make_shell(&project.image("shell:1")).await;
    let base = project.image("shell:1");
    let text = format!("FROM {base}\nARG NPM_TOKEN\nARG OTHER_TOKEN\nRUN echo ready-now; sleep 1\n");
    project.write("build/Dockerfile", &text);
    project.write("build/.env", "NPM_TOKEN=canary-7c1e\n");
    let service = "  a:\n    image: HOST/a:${APP_TAG}\n    build:\n      context: .\n      args:\n        NPM_TOKEN: ${NPM_TOKEN}\n";
    let files = build_file(project, service);
    let args = vec!["OTHER_TOKEN=canary-7c1e".parse().unwrap()];
    build_with(&compose, &files, &args, &BuildOptions::default()).await.unwrap();
    let seen: Vec<_> = seen.try_iter().collect();
    assert!(!seen.is_empty() && seen.iter().all(|shown| *shown == 0), "{seen:?}");
}

async fn an_interrupt_ends_a_build(project: &TestProject, compose: &Compose) {
    let (interrupter, interrupt) = Interrupter::new();
    let sleeping = Events::new(move |event| {
        if matches!(&event.kind, EventKind::BuildOutput(BuildLine { line, .. }) if line.trim_end().ends_with("asleep"))
        {
            interrupter.ask(Signal::Interrupt);
        }
    });
    let compose = compose.clone().within(Context { events: sleeping, interrupt });
    project.make_shell(&project.image("shell:1")).await;
    project.write(
        "build/Dockerfile",
        &format!("FROM {}\nRUN echo asleep; sleep 600\n", project.image("shell:1")),
    );
    let files = build_file(project, "  a:\n    image: HOST/a:${APP_TAG}\n    build: .\n");
    let error = build(&compose, &files, &BuildOptions::default()).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Interrupted(Signal::Interrupt));
}
