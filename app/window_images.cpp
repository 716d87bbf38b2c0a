// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/settings.h"
#include "models/image_file.h"
#include "views/case_list_view.h"
#include "views/image_strip.h"

#include <QFileDialog>
#include <QMenu>

namespace app {

/// Cases of several images, and what people say of a case: its title and tags.
void MainWindow::connectImages()
{
    const auto step = [this](int by) {
        const QList<QUuid> images = m_studio.cases().images(m_studio.currentCase());
        const auto at = images.indexOf(m_studio.currentImage());
        if (images.size() > 1)
            m_studio.openImage(images[(at + by + images.size()) % images.size()]);
    };
    connect(m_actions["image.next"], &QAction::triggered, this, [step] { step(1); });
    connect(m_actions["image.previous"], &QAction::triggered, this, [step] { step(-1); });
    connect(m_actions["image.add"], &QAction::triggered, this, &MainWindow::addImagesDialog);
    connect(m_actions["image.remove"], &QAction::triggered, this,
            [this] { m_studio.cases().removeImage(m_studio.currentImage()); });
    m_actions.offer("image.role", [this] { return roleChoices(); });
    connect(m_actions["case.tags"], &QAction::triggered, this, &MainWindow::tagsDialog);
    connect(m_actions["case.rename"], &QAction::triggered, this, &MainWindow::renameDialog);
    connect(m_strip, &views::ImageStrip::chosen, this, [this](int index) {
        m_studio.openImage(m_studio.cases().images(m_studio.currentCase()).value(index));
    });
    connect(m_strip, &views::ImageStrip::menuRequested, this, [this](int index, QPoint at) {
        m_studio.openImage(m_studio.cases().images(m_studio.currentCase()).value(index));
        QMenu menu(this);
        for (const char* id : {"image.role", "image.add", "image.remove"})
            menu.addAction(m_actions[id]);
        menu.exec(at);
    });
    connect(&m_studio, &Studio::imageChanged, this, &MainWindow::showStrip);
    connect(&m_studio.cases(), &models::CaseList::imagesChanged, this, &MainWindow::showStrip);
    connect(&m_studio.pictures(), &models::Pictures::ready, this, [this](QUuid image) {
        if (m_studio.cases().images(m_studio.currentCase()).contains(image))
            showStrip();
    });
}

void MainWindow::showStrip()
{
    const QList<QUuid> images = m_studio.cases().images(m_studio.currentCase());
    QList<views::StripImage> shown;
    for (const QUuid& id : images)
        if (const auto* image = m_studio.document().find<project::Image>(id))
            shown.append(
                {.thumbnail = images.size() > 1 ? m_studio.pictures().thumbnail(id) : QImage(),
                 .role = image->role,
                 .name = image->file.section('/', -1)});
    m_strip->setImages(shown, int(images.indexOf(m_studio.currentImage())));
    m_actions.allow({"image.next", "image.previous", "image.remove"}, images.size() > 1,
                    tr("the case has no second image"));
    m_actions.allow({"image.add", "image.role", "case.tags", "case.rename"}, !images.isEmpty(),
                    tr("no case is open"));
}

QList<Choice> MainWindow::roleChoices()
{
    QList<Choice> choices;
    const auto* image = m_studio.document().find<project::Image>(m_studio.currentImage());
    for (const std::string_view name : project::imageRoles) {
        const QString role = QString::fromUtf8(name.data(), qsizetype(name.size()));
        choices.append({.key = role,
                        .text = role,
                        .tip = tr("What the image is to its case: %1").arg(role),
                        .isChosen = image && image->role == role,
                        .isCheckable = true,
                        .choose = [this, role] {
                            m_studio.cases().setImageRole(m_studio.currentImage(), role);
                        }});
    }
    return choices;
}

void MainWindow::addImagesDialog()
{
    QStringList patterns;
    for (const QString& suffix : models::imageSuffixes())
        patterns.append("*." + suffix);
    const QStringList files =
        QFileDialog::getOpenFileNames(this, tr("Add images to the case"), lastFolder("images"),
                                      tr("Images (%1);;All files (*)").arg(patterns.join(' ')));
    if (files.isEmpty())
        return;
    rememberFolder("images", files.first());
    m_studio.cases().addImages(m_studio.currentCase(), files, "prior");
}

void MainWindow::tagsDialog()
{
    const models::CaseList& cases = m_studio.cases();
    const QModelIndex row = cases.index(cases.rowOf(m_studio.currentCase()));
    ask(tr("Tags of the case"), tr("Apart by commas:"),
        row.data(models::CaseList::TagsRole).toStringList().join(", "),
        [this, id = m_studio.currentCase()](const QString& tags) {
            m_studio.cases().setTags(id, tags.split(','));
        });
}

void MainWindow::renameDialog()
{
    const models::CaseList& cases = m_studio.cases();
    const QModelIndex row = cases.index(cases.rowOf(m_studio.currentCase()));
    ask(tr("Title of the case"), tr("Title:"), row.data().toString(),
        [this, id = m_studio.currentCase()](const QString& title) {
            m_studio.cases().setTitle(id, title);
        });
}

} // namespace app
