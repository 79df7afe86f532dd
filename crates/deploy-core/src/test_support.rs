//! What tests with a real engine need: a project in a folder of its own, the sandbox, and images whose names no other
//! test has (the registry's port is in them), so that all of them can be removed at the end, also after a panic.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

pub(crate) use sandbox::test_programs::require_program;
use sandbox::{Backend, Options, Sandbox};
use tempfile::TempDir;

use crate::aws::Aws;
use crate::context::{Context, Interrupt};
use crate::error::{Failure, Hint};
use crate::event::{EventKind, Events};
use crate::process::Program;
use crate::types::TaggedImage;

pub(crate) struct TestProject {
    pub(crate) sandbox: Sandbox,
    pub(crate) context: Context,
    folder: TempDir,
    said: Arc<Mutex<Vec<EventKind>>>,
}

impl TestProject {
    /// A sandbox with a real registry behind it, and an empty project.
    pub(crate) async fn open() -> Self {
        let registry = Backend::Program(require_program("DOCKER_REGISTRY_PROGRAM", "docker-registry"));
        let sandbox = sandbox(Options { registry, ..Options::default() });
        sandbox.ready().await.unwrap();
        let (events, said) = capture_events();
        let context = Context { events, interrupt: Interrupt::never() };
        Self { sandbox, context, folder: tempfile::tempdir().unwrap(), said }
    }

    pub(crate) fn aws(&self) -> Aws {
        Aws::at(&self.sandbox.endpoint())
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the project, and returns where it is.
    pub(crate) fn write(&self, path: &str, text: &str) -> PathBuf {
        let file = self.folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        file
    }

    /// The name of an image in the sandbox's registry.
    pub(crate) fn image(&self, name: &str) -> TaggedImage {
        format!("{}/{name}", self.sandbox.registry()).parse().unwrap()
    }

    /// Makes an image of one file with that text. It is no other test's: an engine tells of an image all names that it has.
    pub(crate) async fn make(&self, image: &TaggedImage, text: &str) {
        self.write("made/Dockerfile", "FROM scratch\nCOPY text /\n");
        self.write("made/text", &format!("{text} for {}", self.sandbox.registry()));
        let made = self.folder.path().join("made");
        self.docker(&["build", "-q", "-t", &image.to_string(), &made.to_string_lossy()]).await;
    }

    /// Makes an image with a shell.
    pub(crate) async fn make_shell(&self, image: &TaggedImage) {
        let dockerfile = self.write("shell/Dockerfile", "FROM scratch\nCOPY sh /bin/sh\n");
        let folder = dockerfile.parent().unwrap();
        fs::copy(require_program("BUSYBOX_PROGRAM", "busybox"), folder.join("sh")).unwrap();
        self.docker(&["build", "-q", "-t", &image.to_string(), &folder.to_string_lossy()]).await;
    }

    /// What `docker` prints.
    pub(crate) async fn docker(&self, args: &[&str]) -> String {
        let docker = Program::find("docker", &self.context).unwrap().env("DOCKER_BUILDKIT", "0");
        let output = docker.read(args).await.unwrap();
        assert_eq!(output.exit.code(), 0, "docker {args:?}: {}", output.stderr);
        output.stdout.trim().to_owned()
    }

    /// What was said so far, and is forgotten with this.
    pub(crate) fn said(&self) -> Vec<EventKind> {
        std::mem::take(&mut self.said.lock().unwrap())
    }
}

impl Drop for TestProject {
    fn drop(&mut self) {
        #[expect(clippy::disallowed_methods, reason = "nothing can be awaited here")]
        let docker = |args: &[&str]| std::process::Command::new("docker").args(args).output();
        let host = self.sandbox.registry();
        let format = "{{.Repository}} {{.Tag}} {{.Digest}}";
        let list = docker(&["images", "--digests", "--format", format]).map(|output| output.stdout);
        let list = String::from_utf8(list.unwrap_or_default()).unwrap_or_default();
        let ours: Vec<String> =
            list.lines().filter(|line| line.starts_with(&host)).filter_map(name).collect();
        if !ours.is_empty() {
            let names = ours.iter().map(String::as_str);
            docker(&["rmi", "-f"].into_iter().chain(names).collect::<Vec<_>>()).ok();
        }
    }
}

/// The name under which an image can be removed: an older one with the same tag is only known by its digest.
fn name(line: &str) -> Option<String> {
    match line.split(' ').collect::<Vec<_>>()[..] {
        [repository, "<none>", digest] => Some(format!("{repository}@{digest}")),
        [repository, tag, _] => Some(format!("{repository}:{tag}")),
        _ => None,
    }
}

/// Events, and what was said by them so far.
pub(crate) fn capture_events() -> (Events, Arc<Mutex<Vec<EventKind>>>) {
    let said: Arc<Mutex<Vec<EventKind>>> = Arc::default();
    let hear = Arc::clone(&said);
    (Events::new(move |event| hear.lock().unwrap().push(event.kind.clone())), said)
}

/// Starts a sandbox on a thread of its own: it makes a runtime, which no thread may that already has one.
pub(crate) fn sandbox(options: Options) -> Sandbox {
    std::thread::spawn(|| Sandbox::start(options).unwrap()).join().unwrap()
}

/// A failure's hints, with the debug form of their commands and settings.
pub(crate) fn hints_of(failure: &impl Failure) -> String {
    let text = |hint| match hint {
        Hint::Text(sentence) => sentence,
        Hint::Run { sentence, command } => sentence.replacen("{}", &format!("{command:?}"), 1),
        Hint::Set { sentence, setting } => sentence.replacen("{}", &format!("{setting:?}"), 1),
    };
    failure.hints().into_iter().map(text).collect::<Vec<_>>().join("; ")
}
