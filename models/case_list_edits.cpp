// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/case_list.h"

#include "project/image_place.h"

#include <QBuffer>
#include <QFileInfo>

namespace models {
namespace {

using project::Edit;

/// Adds the rows of cases to one edit, each after the one before.
class Adder {
public:
    explicit Adder(project::Document& document)
        : m_document(document), m_case(document.nextPosition<project::Case>()),
          m_image(document.nextPosition<project::Image>()),
          m_text(document.nextPosition<project::Text>())
    {
    }

    QUuid addCase(const QString& title, const QString& note = {}, const QString& domain = {})
    {
        const project::Case added{.id = QUuid::createUuid(),
                                  .position = m_case++,
                                  .title = title,
                                  .note = note,
                                  .domain = domain};
        edit.insert(added);
        return added.id;
    }
    QUuid addImage(project::Image image)
    {
        image.id = QUuid::createUuid();
        image.position = m_image++;
        edit.insert(image);
        return image.id;
    }
    void addTexts(const QUuid& id, const std::vector<explain::Text>& texts)
    {
        for (const explain::Text& text : texts)
            edit.insert(project::Text{.id = QUuid::createUuid(),
                                      .caseId = id,
                                      .position = m_text++,
                                      .role = nameOf(text.role),
                                      .text = QString::fromStdString(text.text)});
    }
    QString stored(const QString& file) const
    {
        return project::storedPath(m_document.file(), file);
    }

private:
    const project::Document& m_document;
    qint64 m_case, m_image, m_text;

public:
    Edit edit{m_document};
};

} // namespace

QUuid CaseList::addFile(const QString& file)
{
    return addFiles({file}).value(0);
}

QList<QUuid> CaseList::addFiles(const QStringList& files, const std::vector<explain::Text>& texts)
{
    QList<CaseStart> starts;
    for (const QString& file : files)
        starts << CaseStart{.file = file};
    if (!starts.isEmpty())
        starts.first().texts = texts;
    return addCases(starts,
                    {.name = starts.size() == 1 ? tr("open %1").arg(QFileInfo(files[0]).fileName())
                                                : tr("open %1 images").arg(files.size())});
}

QList<QUuid> CaseList::addCases(const QList<CaseStart>& starts, const project::Remember& step)
{
    Adder adder(*m_document);
    QList<QUuid> ids;
    for (const CaseStart& start : starts) {
        const QString name = QFileInfo(start.file).fileName();
        const QUuid id =
            adder.addCase(start.title.isEmpty() ? name : start.title, start.note, start.domain);
        adder.addImage({.caseId = id, .file = adder.stored(start.file)});
        adder.addTexts(id, start.texts);
        ids << id;
    }
    return m_document->commit(step, adder.edit) ? ids : QList<QUuid>();
}

QUuid CaseList::addPicture(const QImage& picture, const QString& title,
                           const std::vector<explain::Text>& texts)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!picture.save(&buffer, "png"))
        return {};
    Adder adder(*m_document);
    const QUuid id = adder.addCase(title);
    adder.addImage({.caseId = id, .sha256 = m_document->addBlob(bytes), .embedded = true});
    adder.addTexts(id, texts);
    return m_document->commit({.name = tr("paste %1").arg(title)}, adder.edit) ? id : QUuid();
}

void CaseList::remove(const QUuid& id)
{
    const project::Case* row = m_document->find<project::Case>(id);
    if (!row)
        return;
    const QString name = tr("remove %1").arg(row->title);
    Edit edit(*m_document);
    edit.remove<project::Case>(id);
    m_document->commit({.name = name}, edit);
}

void CaseList::setTitle(const QUuid& id, const QString& title)
{
    const project::Case* before = m_document->find<project::Case>(id);
    if (!before || before->title == title || title.trimmed().isEmpty())
        return;
    project::Case after = *before;
    after.title = title;
    Edit edit(*m_document);
    edit.update(after);
    m_document->commit({.name = tr("rename %1").arg(before->title)}, edit);
}

void CaseList::setTags(const QUuid& id, const QStringList& tags)
{
    const project::Case* before = m_document->find<project::Case>(id);
    QStringList clean;
    for (const QString& tag : tags)
        if (const QString one = tag.simplified(); !one.isEmpty() && !clean.contains(one))
            clean << one;
    if (!before || before->tags == clean)
        return;
    project::Case after = *before;
    after.tags = clean;
    Edit edit(*m_document);
    edit.update(after);
    m_document->commit({.name = tr("tag %1").arg(after.title)}, edit);
}

QList<QUuid> CaseList::addImages(const QUuid& id, const QStringList& files, const QString& role)
{
    const project::Case* owner = m_document->find<project::Case>(id);
    if (!owner || files.isEmpty())
        return {};
    Adder adder(*m_document);
    QList<QUuid> ids;
    for (const QString& file : files)
        ids << adder.addImage({.caseId = id, .role = role, .file = adder.stored(file)});
    const QString name = files.size() == 1
        ? tr("add %1 to %2").arg(QFileInfo(files[0]).fileName(), owner->title)
        : tr("add %1 images to %2").arg(files.size()).arg(owner->title);
    return m_document->commit({.name = name}, adder.edit) ? ids : QList<QUuid>();
}

void CaseList::setImageRole(const QUuid& image, const QString& role)
{
    const project::Image* before = m_document->find<project::Image>(image);
    if (!before || before->role == role)
        return;
    project::Image after = *before;
    after.role = role;
    Edit edit(*m_document);
    edit.update(after);
    m_document->commit({.name = tr("make an image %1").arg(role)}, edit);
}

void CaseList::removeImage(const QUuid& image)
{
    const project::Image* row = m_document->find<project::Image>(image);
    if (!row || m_document->imagesOf(row->caseId).size() < 2)
        return; // a case without an image is none
    Edit edit(*m_document);
    edit.remove<project::Image>(image);
    m_document->commit({.name = tr("remove an image")}, edit);
}

} // namespace models
