use std::collections::BTreeMap;

use super::graph::ImageGraph;
use super::order::{levels as order, pulled_hosts};
use crate::compose::build_file::config::Frame;
use crate::compose::build_file::written::Written;
use crate::compose::dockerfile::Builder;
use crate::compose::image::{DockerfileSource, Image, Invalid};

/// An image of the registry `r.io` with tag 1, made by a Dockerfile that is written here.
fn image(service: &str, dockerfile: &str) -> Image {
    Image {
        service: service.to_owned(),
        shared_with: Vec::new(),
        is_default: true,
        reference: format!("r.io/{service}:1").parse().unwrap(),
        tags: Vec::new(),
        context: ".".to_owned(),
        dockerfile: DockerfileSource::Inline(dockerfile.to_owned()),
        args: BTreeMap::from([("R".to_owned(), "r.io".to_owned()), ("T".to_owned(), "1".to_owned())]),
        target: None,
        platform: None,
        contexts: BTreeMap::new(),
        depends_on: Vec::new(),
        unset: Vec::new(),
        invalid: None,
        builder: Builder::BuildKit,
        build: serde_json::Map::new(),
    }
}

fn graph(images: &[Image]) -> ImageGraph {
    ImageGraph::new(images.to_vec(), &Written::default(), Frame::default())
}

fn levels(images: &[Image], wanted: &[&str]) -> String {
    let wanted: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
    match order(&graph(images), &wanted, &"1".parse().unwrap()) {
        Err(error) => error.to_string(),
        Ok(levels) => {
            let level = |level: &Vec<usize>| {
                level.iter().map(|index| images[*index].service.as_str()).collect::<Vec<_>>().join(" ")
            };
            levels.iter().map(level).collect::<Vec<_>>().join(" | ")
        }
    }
}

const ON_BASE: &str = "ARG R\nARG T\nFROM $R/base:$T\n";

#[test]
fn a_base_comes_first_whatever_its_place_in_the_file() {
    let images = [
        image("a", ON_BASE),
        image("base", "FROM debian"),
        image("c", "FROM x\nCOPY --from=r.io/a:1 / /"),
        image("d", "FROM x"),
    ];
    assert_eq!(levels(&images, &[]), "base d | a | c");
}

#[test]
fn a_wanted_service_brings_what_it_is_made_of_and_nothing_else() {
    let mut images = vec![image("a", ON_BASE), image("base", "FROM debian"), image("c", "FROM x")];
    images[0].depends_on = vec!["c".to_owned(), "redis".to_owned()];
    assert_eq!(levels(&images, &["a"]), "base | a");
    // What a container waits for is not what its image is made from.
    assert_eq!(levels(&images, &[]), "base c | a");
}

#[test]
fn a_remote_dockerfile_needs_what_its_arguments_name_and_what_its_service_depends_on() {
    let mut images =
        vec![image("a", ""), image("base", "FROM debian"), image("c", "FROM x"), image("d", "FROM x")];
    images[0].dockerfile = DockerfileSource::Remote("https://example.com/a.git#v1:dir".to_owned());
    images[0].args.insert("BASE_IMAGE".to_owned(), "r.io/base:1".to_owned());
    images[0].args.insert("REGISTRY".to_owned(), "r.io".to_owned());
    assert_eq!(levels(&images, &["a"]), "base | a");
    images[0].depends_on = vec!["c".to_owned()];
    assert_eq!(levels(&images, &["a"]), "base c | a");
}

#[test]
fn services_of_inactive_profiles_are_built_if_they_are_named_or_needed() {
    let mut images =
        vec![image("a", "FROM x"), image("b", "FROM r.io/c:1"), image("c", "FROM x"), image("d", "FROM x")];
    images[2].is_default = false;
    images[3].is_default = false;
    assert_eq!(levels(&images, &[]), "a c | b");
    assert_eq!(levels(&images, &["d"]), "d");
}

#[test]
fn what_is_wrong_with_other_images_stands_in_nobodys_way() {
    let mut images =
        vec![image("a", "FROM x"), image("b", "FROM x"), image("c", "FROM x"), image("d", "FROM x")];
    images[1].unset = vec!["TAG".to_owned()];
    images[2].dockerfile = DockerfileSource::File("/nowhere/Dockerfile".into());
    images[3].invalid = Some(Invalid { name: "r.io/d:".to_owned(), place: None });
    assert_eq!(levels(&images, &["a"]), "a");
    assert_eq!(levels(&images, &["b"]), "the build of `b` reads variables that are not set: `TAG`");
    assert_eq!(levels(&images, &["c"]), "could not read the Dockerfile of `c`, `/nowhere/Dockerfile`");
    assert_eq!(levels(&images, &["d"]), "service `d`: `r.io/d:` is not the name of an image");
}

#[test]
fn a_named_context_stands_before_an_image() {
    let mut images = vec![
        image("a", "FROM base\nCOPY --from=lib / /"),
        image("b", "FROM debian"),
        image("lib", "FROM debian"),
    ];
    images[0].contexts =
        BTreeMap::from([("base".to_owned(), "service:b".to_owned()), ("lib".to_owned(), "./lib".to_owned())]);
    assert_eq!(levels(&images, &["a"]), "b | a");
    images[0].contexts.insert("base".to_owned(), "docker-image://r.io/lib:1".to_owned());
    assert_eq!(levels(&images, &["a"]), "lib | a");
}

#[test]
fn further_names_and_shared_images_are_found() {
    let mut images = vec![image("a", "FROM base:dev"), image("base", "FROM debian")];
    images[1].tags = vec!["docker.io/library/base:dev".parse().unwrap()];
    images[1].shared_with = vec!["other".to_owned()];
    assert_eq!(levels(&images, &["a"]), "base | a");
    assert_eq!(levels(&images, &["other"]), "base");
}

#[test]
fn a_circle_is_named() {
    let images = [image("a", "FROM r.io/b:1"), image("b", "FROM r.io/c:1"), image("c", "FROM r.io/b:1")];
    assert_eq!(
        levels(&images, &[]),
        "images depend on each other: `b` needs `c` (FROM), `c` needs `b` (FROM)"
    );
}

#[test]
fn the_lines_of_a_circle_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut images = [image("a", ""), image("b", "")];
    for (image, text) in images.iter_mut().zip(["FROM r.io/b:1", "ARG T\nFROM x\nCOPY --from=r.io/a:1 / /"]) {
        let file = folder.path().join(&image.service);
        std::fs::write(&file, text).unwrap();
        image.dockerfile = DockerfileSource::File(file);
    }
    let message = levels(&images, &[]).replace(&*folder.path().to_string_lossy(), "FOLDER");
    assert_eq!(
        message,
        "images depend on each other: `a` needs `b` (FROM in FOLDER/a:1), `b` needs `a` (COPY in FOLDER/b:3)"
    );
}

#[test]
fn an_image_can_begin_with_its_own_earlier_version() {
    let mut images = [image("a", "FROM r.io/a:latest")];
    images[0].tags = vec!["r.io/a:latest".parse().unwrap()];
    assert_eq!(levels(&images, &[]), "a");
    assert_eq!(levels(&[image("a", "FROM r.io/a:1")], &[]), "a");
}

#[test]
fn a_stage_that_the_builder_leaves_out_needs_nothing() {
    let mut images = vec![image("a", "FROM r.io/b:1 AS unused\nFROM x"), image("b", "FROM r.io/a:1")];
    assert_eq!(levels(&images, &[]), "a | b");
    images[0].builder = Builder::Classic;
    assert!(levels(&images, &[]).starts_with("images depend on each other"));
}

#[test]
fn an_unknown_service_is_refused() {
    assert_eq!(levels(&[image("a", "FROM x")], &["b"]), "no service `b` is built by the build file");
}

#[test]
fn a_base_of_ours_that_nobody_builds_is_refused_unless_its_tag_is_written_out() {
    let images = [image("a", ON_BASE), image("b", "FROM r.io/base:1")];
    assert_eq!(
        levels(&images, &[]),
        "service `a`: it is based on `r.io/base:1`, which no service of the build file builds"
    );
    assert_eq!(levels(&images, &["b"]), "b");
}

#[test]
fn the_registries_of_foreign_bases_are_known() {
    let images = [
        image("a", ON_BASE),
        image("base", "FROM debian\nCOPY --from=x.io:5000/y / /\nCOPY --from=localhost/z / /"),
    ];
    let hosts: Vec<String> = pulled_hosts(&graph(&images), &["a".to_owned()]).unwrap().into_iter().collect();
    assert_eq!(hosts, ["docker.io", "localhost", "x.io:5000"]);
}

proptest::proptest! {
    /// Whatever stands on whatever, without a circle: every image is there once, after all that it stands on.
    #[test]
    fn every_image_comes_once_and_after_its_bases(edges in proptest::collection::vec((0usize..8, 0usize..8), 0..20)) {
        // An image stands only on those with a higher number; names are turned round, so that no order helps.
        let name = |index: usize| format!("i{}", (index * 5 + 3) % 8);
        let mut images: Vec<Image> = (0..8).map(|index| image(&name(index), "FROM debian\n")).collect();
        for (one, other) in edges.iter().filter(|(one, other)| one != other) {
            let DockerfileSource::Inline(dockerfile) = &mut images[*one.min(other)].dockerfile else { unreachable!() };
            *dockerfile = format!("{dockerfile}COPY --from=r.io/{}:1 / /\n", name(*one.max(other)));
        }
        images.sort_by(|one, other| one.service.cmp(&other.service));
        let graph = graph(&images);
        let levels = order(&graph, &[], &"1".parse().unwrap()).unwrap();
        let mut done: Vec<&str> = Vec::new();
        for level in &levels {
            for image in level.iter().map(|index| &images[*index]) {
                let DockerfileSource::Inline(dockerfile) = &image.dockerfile else { unreachable!() };
                for base in dockerfile.lines().filter_map(|line| line.strip_prefix("COPY --from=r.io/")) {
                    proptest::prop_assert!(done.contains(&base.split(':').next().unwrap()));
                }
            }
            done.extend(level.iter().map(|index| images[*index].service.as_str()));
        }
        proptest::prop_assert_eq!(done.len(), 8);
    }
}
