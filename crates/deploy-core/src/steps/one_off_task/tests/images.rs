//! What `--tag` does: the image, and the revision that has it.

use serde_json::{Value, json};

use super::World;
use crate::aws::Aws;
use crate::aws::ecs::task_definition;
use crate::error::Kind;
use crate::steps::one_off_task::{image, task};
use crate::types::Tag;

#[tokio::test]
async fn another_tag_takes_a_revision_that_does_not_stay() {
    let world = World::new();
    let mut job = world.job(&["true"]).await;
    job.image = Some(world.image("2"));
    let started = task::start(&world.session, &job).await.unwrap();
    let answer = world.sandbox.call("ecs", "DescribeTasks", json!({ "cluster": "main", "tasks": [started] }));
    let task = answer.unwrap()["tasks"][0].clone();
    assert_eq!(task["containers"][0]["image"], world.image("2"));
    assert!(task["taskDefinitionArn"].as_str().unwrap().ends_with("job:2"));
    assert_eq!(task_definition::describe(&job.ecs, "job").await.unwrap().short(), "job:1");
    let describe = json!({ "taskDefinition": "job:2", "include": ["TAGS"] });
    let ours = world.sandbox.call("ecs", "DescribeTaskDefinition", describe.clone()).unwrap();
    let mut theirs = describe;
    theirs["taskDefinition"] = "job:1".into();
    let theirs = world.sandbox.call("ecs", "DescribeTaskDefinition", theirs).unwrap();
    assert_eq!(ours["tags"], theirs["tags"]);
    let kept = |answer: &Value| {
        let mut fields = answer["taskDefinition"].clone();
        fields["containerDefinitions"][0]["image"] = Value::Null;
        for field in ["taskDefinitionArn", "revision", "registeredAt", "status", "deregisteredAt"] {
            fields.as_object_mut().unwrap().remove(field);
        }
        fields
    };
    assert_eq!(kept(&ours), kept(&theirs), "nothing but the image differs");
}

#[tokio::test]
async fn a_tag_that_the_registry_lacks_is_refused() {
    let world = World::new();
    world.sandbox.call("ecr", "CreateRepository", json!({ "repositoryName": "app" })).unwrap();
    let aws = Aws::at(&world.sandbox.endpoint());
    let tag: Tag = "2".parse().unwrap();
    let error = image::with_tag(&world.session, &world.image("1"), &tag, &aws).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Usage);
    assert_eq!(error.to_string(), format!("the registry has no image `{}`", world.image("2")));
    assert_eq!(
        image::with_tag(&world.session, &world.image("2"), &tag, &aws).await.unwrap(),
        None,
        "it has it already"
    );
}
