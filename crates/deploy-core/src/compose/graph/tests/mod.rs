use std::collections::BTreeMap;

use super::graph::ImageGraph;
use super::order::{levels as order, pulled_hosts};
use crate::compose::image::{DockerfileSource, Image};

/// An image of the registry `r.io` with tag 1, made by a recipe that is written here.
fn image(service: &str, recipe: &str) -> Image {
    Image {
        service: service.to_owned(),
        shared_with: Vec::new(),
        reference: format!("r.io/{service}:1").parse().unwrap(),
        tags: Vec::new(),
        dockerfile: DockerfileSource::Inline(recipe.to_owned()),
        args: BTreeMap::from([("R".to_owned(), "r.io".to_owned()), ("T".to_owned(), "1".to_owned())]),
        target: None,
        contexts: BTreeMap::new(),
        depends_on: Vec::new(),
    }
}

fn levels(images: &[Image], wanted: &[&str]) -> String {
    let wanted: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
    let graph = ImageGraph::new(images.to_vec()).unwrap();
    match order(&graph, &wanted) {
        Err(error) => error.to_string(),
        Ok(levels) => {
            let level = |level: &Vec<&Image>| {
                level.iter().map(|image| image.service.as_str()).collect::<Vec<_>>().join(" ")
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
    assert_eq!(levels(&images, &[]), "base c | a");
}

#[test]
fn a_remote_recipe_is_made_of_what_it_depends_on() {
    let mut images = vec![image("a", ""), image("base", "FROM debian")];
    images[0].dockerfile = DockerfileSource::Remote("https://example.com/a.git".to_owned());
    images[0].depends_on = vec!["base".to_owned()];
    assert_eq!(levels(&images, &["a"]), "base | a");
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
    images[1].tags = vec!["docker.io/library/base:dev".to_owned()];
    images[1].shared_with = vec!["other".to_owned()];
    assert_eq!(levels(&images, &["a"]), "base | a");
    assert_eq!(levels(&images, &["other"]), "base");
}

#[test]
fn a_circle_is_named() {
    let images = [image("a", "FROM r.io/b:1"), image("b", "FROM r.io/c:1"), image("c", "FROM r.io/b:1")];
    assert_eq!(levels(&images, &[]), "images depend on each other: b → c → b");
    assert_eq!(levels(&[image("a", "FROM r.io/a:1")], &[]), "images depend on each other: a → a");
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
    let hosts: Vec<String> = pulled_hosts(&ImageGraph::new(images.to_vec()).unwrap(), &["a".to_owned()])
        .unwrap()
        .into_iter()
        .collect();
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
            let DockerfileSource::Inline(recipe) = &mut images[*one.min(other)].dockerfile else { unreachable!() };
            *recipe = format!("{recipe}COPY --from=r.io/{}:1 / /\n", name(*one.max(other)));
        }
        images.sort_by(|one, other| one.service.cmp(&other.service));
        let graph = ImageGraph::new(images).unwrap();
        let levels = order(&graph, &[]).unwrap();
        let mut done: Vec<&str> = Vec::new();
        for level in &levels {
            for image in level {
                let DockerfileSource::Inline(recipe) = &image.dockerfile else { unreachable!() };
                for base in recipe.lines().filter_map(|line| line.strip_prefix("COPY --from=r.io/")) {
                    proptest::prop_assert!(done.contains(&base.split(':').next().unwrap()));
                }
            }
            done.extend(level.iter().map(|image| image.service.as_str()));
        }
        proptest::prop_assert_eq!(done.len(), 8);
    }
}
