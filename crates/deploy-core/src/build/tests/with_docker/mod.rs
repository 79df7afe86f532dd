//! Both generations of Compose, with a real engine.

mod refusals;

use std::path::Path;

use crate::build::compose::pinned;
use crate::build::{BuildArg, BuildFile, BuildFiles, BuildOptions, Compose, Error, order};
use crate::context::{Context, Interrupter};
use crate::error::{Failure, Kind, Signal};
use crate::event::{Events, Fact};
use crate::process::Program;
use crate::registry::{ClientConfig, Credentials, Engine, Registry};
use crate::workshop::{Workshop, provided};

/// The older program.
async fn first(context: &Context) -> Compose {
    let file = provided("COMPOSE_PROGRAM", "docker-compose");
    let program = Program::find("docker-compose", context).unwrap();
    assert_eq!(program.path(), file, "COMPOSE_PROGRAM must be the one on PATH");
    Compose::probe(pinned(program), context).await.unwrap().expect("it says its version")
}

/// The plugin, in a configuration of its own.
async fn second(workshop: &Workshop) -> Compose {
    let plugin = provided("COMPOSE_PLUGIN", "docker-compose-plugin");
    let settings = format!(r#"{{"cliPluginsExtraDirs":[{:?}]}}"#, plugin.parent().unwrap());
    let config = workshop.write("docker/config.json", &settings);
    let docker = pinned(Program::find("docker", &workshop.context).unwrap());
    let docker = docker.env("DOCKER_CONFIG", config.parent().unwrap());
    Compose::probe(docker, &workshop.context).await.unwrap().expect("it says its version")
}

/// A test of the same name for each generation.
macro_rules! by_both_generations {
    ($($test:ident),+) => {
        mod by_the_first_generation {
            $(#[tokio::test]
            async fn $test() {
                let workshop = super::Workshop::open().await;
                super::$test(&workshop, &super::first(&workshop.context).await).await;
            })+
        }
        mod by_the_second_generation {
            $(#[tokio::test]
            async fn $test() {
                let workshop = super::Workshop::open().await;
                super::$test(&workshop, &super::second(&workshop).await).await;
            })+
        }
    };
}

by_both_generations!(
    a_changed_base_reaches_what_stands_on_it,
    independent_images_are_built_together,
    a_private_base_is_pulled,
    an_interrupt_ends_a_build,
    the_env_file_does_not_lead_to_another_engine
);

/// Writes the build file and says where it is.
fn build_file(workshop: &Workshop, services: &str) -> BuildFiles {
    let text = services.replace("HOST", &workshop.sandbox.registry());
    let file = workshop.write("build/compose.yml", &format!("services:\n{text}"));
    BuildFiles { files: vec![file], tag: "1".parse().unwrap() }
}

async fn build(compose: &Compose, files: &BuildFiles, options: &BuildOptions) -> Result<BuildFile, Error> {
    let file = compose.read(files).await?.with_args(&options.args)?;
    for level in order(&file.images, &[])? {
        compose.build(files, &level, options).await?;
    }
    Ok(file)
}

async fn layers(workshop: &Workshop, name: &str) -> Vec<String> {
    let image = workshop.image(name).to_string();
    let text =
        workshop.docker(&["image", "inspect", "-f", "{{range .RootFS.Layers}}{{.}} {{end}}", &image]).await;
    text.split_whitespace().map(str::to_owned).collect()
}

/// The worst order for Compose: by name and in the file `app` comes before the base on which it stands.
const TWO: &str = "  app:\n    image: HOST/app:${APP_TAG}\n    build: {context: app, args: {BASE: HOST/zbase, APP_TAG: '${APP_TAG}'}}\n  \
                   zbase:\n    image: HOST/zbase:${APP_TAG}\n    build: zbase\n";

async fn a_changed_base_reaches_what_stands_on_it(workshop: &Workshop, compose: &Compose) {
    let files = build_file(workshop, TWO);
    workshop.write("build/app/Dockerfile", "ARG BASE\nARG APP_TAG\nFROM ${BASE}:${APP_TAG}\nCOPY own /\n");
    workshop.write("build/app/own", "own");
    workshop.write("build/zbase/Dockerfile", "FROM scratch\nCOPY text /\n");
    for text in ["old", "new"] {
        workshop.write("build/zbase/text", text);
        build(compose, &files, &BuildOptions::default()).await.unwrap();
        let (base, app) = (layers(workshop, "zbase:1").await, layers(workshop, "app:1").await);
        assert_eq!(app[..1], base[..], "{text}");
        assert_eq!(app.len(), 2);
        for name in ["zbase", "app"] {
            // Without a name of its own the older one could not be found to be removed.
            let (image, older) =
                (workshop.image(&format!("{name}:1")), workshop.image(&format!("{name}:{text}")));
            workshop.docker(&["tag", &image.to_string(), &older.to_string()]).await;
        }
    }
    let built = workshop.said().into_iter().filter_map(|fact| match fact {
        Fact::ImageBuilt { service, .. } => Some(service),
        _ => None,
    });
    assert_eq!(built.collect::<Vec<_>>(), ["zbase", "app", "zbase", "app"]);
}

async fn independent_images_are_built_together(workshop: &Workshop, compose: &Compose) {
    let service = |name| format!("  {name}:\n    image: HOST/{name}:${{APP_TAG}}\n    build: .\n");
    let files = build_file(workshop, &["a", "b", "c"].map(service).concat());
    workshop.write(
        "build/Dockerfile",
        "FROM scratch\nARG HOME\nARG GIVEN\nLABEL home=$HOME given=$GIVEN\nCOPY text /\n",
    );
    workshop.write("build/text", "text");
    let args = ["HOME", "GIVEN=a b"].map(|arg| arg.parse::<BuildArg>().unwrap()).to_vec();
    build(compose, &files, &BuildOptions { args, no_cache: true, ..BuildOptions::default() }).await.unwrap();
    let image = workshop.image("b:1").to_string();
    let format = "{{index .Config.Labels \"home\"}} {{index .Config.Labels \"given\"}}";
    let labels = workshop.docker(&["image", "inspect", "-f", format, &image]).await;
    assert_eq!(labels, format!("{} a b", std::env::var("HOME").unwrap()));
}

async fn a_private_base_is_pulled(workshop: &Workshop, compose: &Compose) {
    let base = workshop.image("base:7");
    let Registry::Ecr(ecr) = Registry::of(&base.host, &workshop.aws()).await.unwrap() else {
        panic!("not ECR")
    };
    let login: Credentials = ecr.login().await.unwrap();
    ecr.create_repository("base").await.unwrap();
    workshop.make(&base, "private").await;
    Engine::connect(&workshop.context).await.unwrap().push(&base, Some(&login)).await.unwrap();
    workshop.docker(&["rmi", &base.to_string()]).await;

    let files = build_file(workshop, "  app:\n    image: HOST/app:${APP_TAG}\n    build: app\n");
    workshop.write("build/app/Dockerfile", &format!("FROM {base}\nCOPY own /\n"));
    workshop.write("build/app/own", "own");
    let config = workshop.folder().join("signed-in");
    std::fs::create_dir(&config).unwrap();
    ClientConfig::load().unwrap().signed_in(&config, &[(base.host.clone(), login)]).unwrap();
    let file = compose.read(&files).await.unwrap();
    assert_eq!(crate::build::pulls(&file.images, &[]).unwrap().into_iter().collect::<Vec<_>>(), [base.host]);
    plugins(&config);
    let options = BuildOptions { docker_config: Some(config), ..BuildOptions::default() };
    let built = build(compose, &files, &options).await;
    assert!(built.is_ok(), "{built:?}: {:?}", workshop.said());
    assert_eq!(layers(workshop, "app:1").await.len(), 2);
}

/// The plugin of the tests is not in the user's own folder.
fn plugins(config: &Path) {
    let (file, plugin) = (config.join("config.json"), provided("COMPOSE_PLUGIN", "docker-compose-plugin"));
    let text = std::fs::read_to_string(&file).unwrap();
    let more = format!(r#"{{"cliPluginsExtraDirs":[{:?}],"#, plugin.parent().unwrap());
    std::fs::write(&file, text.replacen('{', &more, 1)).unwrap();
}

async fn the_env_file_does_not_lead_to_another_engine(workshop: &Workshop, compose: &Compose) {
    workshop.write(
        "build/.env",
        "DOCKER_HOST=tcp://127.0.0.1:1\nDOCKER_CONTEXT=elsewhere\nDOCKER_CONFIG=/nowhere\nBUILDX_BUILDER=other\nNAME=a\nAPP_TAG=2\nCOMPOSE_DOCKER_CLI_BUILD=0\n",
    );
    workshop.write("build/Dockerfile", "FROM scratch\nCOPY .env /\n");
    let files = build_file(workshop, "  a:\n    image: HOST/${NAME}:${APP_TAG}\n    build: .\n");
    build(compose, &files, &BuildOptions::default()).await.unwrap();
    assert_eq!(layers(workshop, "a:1").await.len(), 1);
}

async fn an_interrupt_ends_a_build(workshop: &Workshop, compose: &Compose) {
    let (interrupter, interrupt) = Interrupter::new();
    let sleeping = Events::new(move |event| {
        if matches!(&event.fact, Fact::Said { line, .. } if line.trim_end().ends_with("asleep")) {
            interrupter.ask(Signal::Interrupt);
        }
    });
    let compose = compose.clone().within(Context { events: sleeping, interrupt });
    workshop.make_shell(&workshop.image("shell:1")).await;
    workshop.write(
        "build/Dockerfile",
        &format!("FROM {}\nRUN echo asleep; sleep 600\n", workshop.image("shell:1")),
    );
    let files = build_file(workshop, "  a:\n    image: HOST/a:${APP_TAG}\n    build: .\n");
    let error = build(&compose, &files, &BuildOptions::default()).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Interrupted(Signal::Interrupt));
}

/// As a CI system's steps leave it behind that prepare a builder in a container.
#[tokio::test]
async fn images_that_stand_on_one_another_are_built_by_the_engine() {
    let workshop = Workshop::open().await;
    let compose = second(&workshop).await;
    let create = ["buildx", "create", "--name", "elsewhere", "--driver", "docker-container", "--use"];
    let created = compose.program.read(&create).await.unwrap();
    assert_eq!(created.exit.code(), 0, "{}", created.stderr);
    let files = build_file(&workshop, TWO);
    workshop
        .write("build/app/Dockerfile", "ARG BASE\nARG APP_TAG\nFROM ${BASE}:${APP_TAG}\nCOPY Dockerfile /\n");
    workshop.write("build/zbase/Dockerfile", "FROM scratch\nCOPY Dockerfile /\n");
    let builder = Some(ClientConfig::load().unwrap().context());
    build(&compose, &files, &BuildOptions { builder, ..BuildOptions::default() }).await.unwrap();
    assert_eq!(layers(&workshop, "app:1").await.len(), 2);
}

#[tokio::test]
async fn the_version_says_which_compose_it_is() {
    let workshop = Workshop::open().await;
    assert!(first(&workshop.context).await.version().starts_with("docker-compose 1."));
    assert!(second(&workshop).await.version().starts_with("docker compose 2."));
    let error = Compose::find(Some("make"), &workshop.context).await.unwrap_err();
    assert_eq!(error.to_string(), "`make` is not a Docker Compose that answers");
}
